import type { Commit, EventStore } from './event-store.ts';
import type { Check, Feed, Published } from './feed.ts';
import { type Folding, fold, follows, type Loaded, unwritten } from './loaded.ts';
import { backoffMs, type Wait } from './wait.ts';

interface Needs<Event, State> {
  readonly store: Pick<EventStore<Event>, 'read'>;
  readonly feed: Pick<Feed<Event>, 'follow'>;
  readonly decider: Folding<Event, State>;
  readonly stream: string;
  /** A state that is at hand, from which on the log is read; from its beginning when left out. */
  readonly from?: Loaded<State> | undefined;
  /** The newest state that somebody else of this process has made, which need not be made again. */
  readonly atHand?: (() => Loaded<State> | undefined) | undefined;
  /** Called with each commit after the hydration, in order and once, with the state after it. */
  readonly onCommit: (commit: Commit<Event>, loaded: Loaded<State>) => void;
  readonly report: (error: unknown) => void;
  readonly wait: Wait;
}

/** A live view of one stream. */
export interface Follower<State> {
  current(): Loaded<State>;
  stop(): void;
}

/** Holds the state and moves it on by the next commit; any other commit is left alone. */
const createView = <Event, State>({ decider, from, atHand, onCommit, report }: Needs<Event, State>) => {
  let loaded = from ?? unwritten(decider);
  const after = (commit: Commit<Event>): Loaded<State> => {
    const made = atHand?.();
    return made?.version === commit.version ? made : fold(decider, loaded, commit);
  };
  let hydrated = false;
  const tell = (commit: Commit<Event>): void => {
    try {
      onCommit(commit, loaded);
    } catch (error) {
      report(error);
    }
  };
  return {
    current: () => loaded,
    hydrated: (): void => {
      hydrated = true;
    },
    isBehind: (version: number) => version > loaded.version,
    apply: (commit: Commit<Event>): void => {
      if (!follows(loaded, commit)) return;
      loaded = after(commit);
      if (hydrated) tell(commit);
    },
  };
};

type View<Event, State> = ReturnType<typeof createView<Event, State>>;

/** Reads the log until the view has all that was heard of. What is heard meanwhile only moves the goal: the log has it. */
const createReading = <Event, State>(
  { store, stream, report, wait }: Needs<Event, State>,
  view: View<Event, State>,
  signal: AbortSignal,
) => {
  let heardOf = 0;
  let reading = true;
  let doubted = false;

  const readOn = async (): Promise<void> => {
    const commits = await store.read(stream, view.current().version);
    if (!signal.aborted) for (const commit of commits) view.apply(commit);
  };
  const catchUp = async (): Promise<void> => {
    reading = true;
    for (let failures = 0; (doubted || view.isBehind(heardOf)) && !signal.aborted; ) {
      const goal = heardOf;
      doubted = false;
      let failed = false;
      await readOn().catch((error) => {
        failed = doubted = true;
        report(error);
      });
      if (failed || view.isBehind(goal)) await wait(backoffMs(++failures), signal);
    }
    reading = false;
  };
  const check: Check = async (version) => {
    if (version === undefined) doubted = true;
    else heardOf = Math.max(heardOf, version);
    if (!reading) await catchUp();
  };
  const hear = (commit: Published<Event>): void => {
    heardOf = Math.max(heardOf, commit.version);
    if (reading) return;
    view.apply(commit);
    if (view.isBehind(heardOf)) void catchUp();
  };
  return { readOn, catchUp, hear, check };
};

/**
 * Resolves once the state is that of the log. It listens before it reads, so that no commit falls between; a commit that
 * does not follow makes it read the log. Rejects when the first reading fails, and then holds nothing.
 */
export const followStream = async <Event, State>(needs: Needs<Event, State>): Promise<Follower<State>> => {
  const view = createView(needs);
  const stopping = new AbortController();
  const { readOn, catchUp, hear, check } = createReading(needs, view, stopping.signal);
  const following = needs.feed.follow(needs.stream, hear, check);
  const stop = (): void => {
    stopping.abort();
    following.end();
  };
  try {
    await following.ready;
    await readOn();
    await catchUp();
    view.hydrated();
    return { current: view.current, stop };
  } catch (error) {
    stop();
    throw error;
  }
};
