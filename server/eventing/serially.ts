/**
 * Runs `work` after everything begun earlier under the same key has ended, well or badly; other keys do not wait. `failed` is
 * called before the next begins.
 */
export type Serially = <Result>(key: string, work: () => Promise<Result>, failed?: () => void) => Promise<Result>;

/** Of one key. */
interface Tail {
  /** The end of what was begun last; undefined when nothing is under way. Never rejects. */
  last: Promise<void> | undefined;
}

/** So many keys at least may be kept of which nothing is under way. */
const roomy = 1_000;

/**
 * Keys of which nothing is under way are let go of together, and not by themselves: V8 copies a Map from which much is deleted
 * again and again.
 */
export const createTails = () => {
  let tails = new Map<string, Tail>();
  let most = roomy;
  return {
    of: (key: string): Tail => {
      const tail = tails.get(key) ?? { last: undefined };
      tails.set(key, tail);
      return tail;
    },
    kept: (): number => tails.size,
    /** Not to be called between a tail's being asked for and its work's beginning. */
    makeRoom: (): void => {
      if (tails.size < most) return;
      tails = new Map([...tails].filter(([, { last }]) => last !== undefined));
      most = Math.max(roomy, 2 * tails.size);
    },
  };
};

export const createSerially = (): Serially => {
  const tails = createTails();
  return (key, work, failed) => {
    const tail = tails.of(key);
    const result = tail.last ? tail.last.then(work) : work();
    const end = (): void => {
      if (tail.last !== last) return;
      tail.last = undefined;
      tails.makeRoom();
    };
    const endFailed = (): void => {
      failed?.();
      end();
    };
    // Never rejects: a failure is the business of the one who asked for that piece of work.
    const last: Promise<void> = result.then(end, endFailed);
    tail.last = last;
    return result;
  };
};
