/**
 * Runs `work` after everything begun earlier under the same key has ended, well or badly; other keys do not wait. `failed` is
 * called before the next begins.
 */
export type Serially = <Result>(key: string, work: () => Promise<Result>, failed?: () => void) => Promise<Result>;

/** Of one key. */
interface Turn {
  /** The end of what was begun last; undefined when nothing is under way. Never rejects. */
  last: Promise<void> | undefined;
}

/** So many keys at least may be kept of which nothing is under way. */
const roomy = 1_000;

/**
 * Keys of which nothing is under way are let go of together, and not by themselves: V8 copies a Map from which much is deleted
 * again and again.
 */
const createTurns = () => {
  let turns = new Map<string, Turn>();
  let most = roomy;
  return {
    of: (key: string): Turn => {
      const turn = turns.get(key) ?? { last: undefined };
      turns.set(key, turn);
      return turn;
    },
    /** Not to be called between a turn's being asked for and its beginning. */
    makeRoom: (): void => {
      if (turns.size < most) return;
      turns = new Map([...turns].filter(([, { last }]) => last !== undefined));
      most = Math.max(roomy, 2 * turns.size);
    },
  };
};

export const createSerially = (): Serially => {
  const turns = createTurns();
  return (key, work, failed) => {
    const turn = turns.of(key);
    const result = turn.last ? turn.last.then(work) : work();
    const end = (): void => {
      if (turn.last !== last) return;
      turn.last = undefined;
      turns.makeRoom();
    };
    const endFailed = (): void => {
      failed?.();
      end();
    };
    // Never rejects: a failure is the business of the one who asked for that piece of work.
    const last: Promise<void> = result.then(end, endFailed);
    turn.last = last;
    return result;
  };
};
