import type { Commit } from '../../eventing/event-store.ts';

/** One row a commit, without its mark of a milestone: who reads the log does not ask for it. */
export interface CommitRow {
  readonly position: number;
  readonly stream: string;
  /** The stream's version after it. */
  readonly version: number;
  readonly commit_id: string;
  /** Server time, ms since the epoch. */
  readonly at: number;
  /** JSON. */
  readonly events: string;
}

export const commitOf = <Event>(row: CommitRow): Commit<Event> => ({
  stream: row.stream,
  version: row.version,
  commitId: row.commit_id,
  at: row.at,
  events: JSON.parse(row.events) as Event[],
});
