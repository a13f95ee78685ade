import type { Decider } from '../../shared/kernel/decider.ts';
import type { CatchUp } from './catch-up.ts';
import type { Commit, EventStore } from './event-store.ts';
import type { Published } from './feed.ts';
import { fold, type Loaded } from './loaded.ts';
import type { Outcome } from './outcome.ts';
import type { StreamCache } from './stream-cache.ts';

export interface SubmitNeeds<Command, Event, State, Refusal> {
  readonly store: Pick<EventStore<Event>, 'append' | 'read' | 'findCommit'>;
  readonly decider: Decider<Command, Event, State, Refusal>;
  readonly cache: StreamCache<Event, State>;
  /** Must not throw; may be called again with a commit that was published before. */
  readonly publish: (commit: Published<Event>) => void;
  readonly isMilestone: (events: readonly Event[]) => boolean;
  /** Server time, ms since the epoch: what the commit is dated. */
  readonly now: () => number;
  /** Told how long the store took for each commit that it did not fail with. */
  readonly appendTook?: (seconds: number) => void;
}

export interface Submission<Command> {
  readonly stream: string;
  readonly command: Command;
  readonly commitId: string;
}

const ok = <Event, State>(commit: Commit<Event>, { state }: Loaded<State>) =>
  ({ ok: true, version: commit.version, commit, state }) as const;

/** The ways in which a command can end that was decided on `loaded`. */
export const createEndings = <Command, Event, State, Refusal>(
  { store, decider, cache, publish, isMilestone, now }: SubmitNeeds<Command, Event, State, Refusal>,
  catchUp: CatchUp<State>,
) => {
  type Ending = Outcome<Event, State, Refusal>;
  const tell = (commit: Commit<Event>): void => publish({ ...commit, milestone: isMilestone(commit.events) });

  /** Told again, since a process may have died between writing and telling; followers go by the version. */
  const repeated = async (commit: Commit<Event>, loaded: Loaded<State>): Promise<Ending> => {
    tell(commit);
    return ok(commit, await catchUp(commit.stream, loaded));
  };
  return {
    repeated,
    /** Durable from here on: if the process dies now, a retry finds the commit by its id. */
    appended: (commit: Commit<Event>, loaded: Loaded<State>): Ending => {
      const after = fold(decider, loaded, commit);
      cache.set(commit.stream, after);
      tell(commit);
      return ok(commit, after);
    },
    unchanged: ({ stream, commitId }: Submission<Command>, loaded: Loaded<State>): Ending =>
      ok({ stream, version: loaded.version, commitId, at: now(), events: [] }, loaded),
    /** Either the state was not the latest, which gives undefined, or a retry is refused because of what its first try did, or it is so. */
    refused: async (
      { stream, commitId }: Submission<Command>,
      loaded: Loaded<State>,
      refusal: Refusal,
    ): Promise<Ending | undefined> => {
      const latest = await catchUp(stream, loaded);
      const first = await store.findCommit(stream, commitId);
      if (first) return repeated(first, latest);
      if (latest.version > loaded.version) return undefined;
      return { ok: false, refusal, version: latest.version };
    },
  };
};
