import type { Decider } from '../../shared/kernel/decider.ts';
import type { CatchUp } from './catch-up.ts';
import type { AppendOutcome, Commit, EventStore } from './event-store.ts';
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
}

export interface Submission<Command> {
  readonly stream: string;
  readonly command: Command;
  readonly commitId: string;
}

/** One try to decide and append; undefined when `loaded` is behind the log. */
export type Attempt<Command, Event, State, Refusal> = (
  submission: Submission<Command>,
  loaded: Loaded<State>,
) => Promise<Outcome<Event, State, Refusal> | undefined>;

const ok = <Event, State>(commit: Commit<Event>, { state }: Loaded<State>) =>
  ({ ok: true, version: commit.version, commit, state }) as const;

export const createAttempt = <Command, Event, State, Refusal>(
  { store, decider, cache, publish, isMilestone, now }: SubmitNeeds<Command, Event, State, Refusal>,
  catchUp: CatchUp<State>,
): Attempt<Command, Event, State, Refusal> => {
  const tell = (commit: Commit<Event>): void => publish({ ...commit, milestone: isMilestone(commit.events) });

  /** Told again, since a process may have died between writing and telling; followers go by the version. */
  const repeated = async (commit: Commit<Event>, loaded: Loaded<State>) => {
    tell(commit);
    return ok(commit, await catchUp(commit.stream, loaded));
  };

  /** Durable from here on: if the process dies now, a retry finds the commit by its id. */
  const appended = (commit: Commit<Event>, loaded: Loaded<State>) => {
    const after = fold(decider, loaded, commit);
    cache.set(commit.stream, after);
    tell(commit);
    return ok(commit, after);
  };

  const append = ({ stream, commitId }: Submission<Command>, version: number, events: readonly Event[]) =>
    store.append({ stream, expectedVersion: version, commitId, at: now(), events, milestone: isMilestone(events) });

  const settled = (outcome: AppendOutcome<Event>, loaded: Loaded<State>) => {
    if (outcome.kind === 'conflict') return undefined;
    return outcome.kind === 'appended' ? appended(outcome.commit, loaded) : repeated(outcome.commit, loaded);
  };

  /** Either the state was not the latest, or a retry is refused because of what its first try did, or it is so. */
  const refused = async ({ stream, commitId }: Submission<Command>, loaded: Loaded<State>, refusal: Refusal) => {
    const latest = await catchUp(stream, loaded);
    const first = await store.findCommit(stream, commitId);
    if (first) return repeated(first, latest);
    if (latest.version > loaded.version) return undefined;
    return { ok: false, refusal, version: latest.version } as const;
  };

  return async (submission, loaded) => {
    const decision = decider.decide(loaded.state, submission.command);
    if (!decision.ok) return refused(submission, loaded, decision.refusal);
    const { stream, commitId } = submission;
    if (decision.value.length === 0)
      return ok({ stream, version: loaded.version, commitId, at: now(), events: [] }, loaded);
    return settled(await append(submission, loaded.version, decision.value), loaded);
  };
};
