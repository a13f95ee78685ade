/** A JSON value: what an event may hold so that every store gives it back as it was. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/** The events of one accepted command, to be stored atomically. */
export interface NewCommit<Event> {
  readonly stream: string;
  /** The stream's version that the command was decided on; 0 for a new stream. */
  readonly expectedVersion: number;
  /** Names the command; unique in its stream, so that a retry gets the first outcome. At most 100 characters. */
  readonly commitId: string;
  /** Server time, ms since the epoch. */
  readonly at: number;
  /** At least one. */
  readonly events: readonly Event[];
  /** Whether read models care: `tail` can pass over all other commits. */
  readonly milestone: boolean;
}

/** A stored commit. `version` is the stream's version after it: a stream's nth event has version n, from 1. */
export interface Commit<Event> {
  readonly stream: string;
  readonly version: number;
  readonly commitId: string;
  readonly at: number;
  readonly events: readonly Event[];
}

/** A commit with its place in the total order of all commits, from 1, growing, possibly with gaps. */
export interface Positioned<Event> extends Commit<Event> {
  readonly position: number;
}

export type AppendOutcome<Event> =
  /** Durable now. */
  | { readonly kind: 'appended'; readonly commit: Commit<Event> }
  /** A commit of this id is in the stream already: the first outcome, nothing was written. */
  | { readonly kind: 'duplicate'; readonly commit: Commit<Event> }
  /** The stream is not at `expectedVersion`; nothing was written. */
  | { readonly kind: 'conflict' };

/**
 * The log. `append` resolves once the commit is durable and rejects with StoreUnavailable when that is not known;
 * the caller may try again with the same `commitId`. Every adapter passes `test/contract/event-store.ts`.
 */
export interface EventStore<Event> {
  append(commit: NewCommit<Event>): Promise<AppendOutcome<Event>>;
  /** The stream's commits with a version above `afterVersion`, in order. */
  read(stream: string, afterVersion?: number): Promise<readonly Commit<Event>[]>;
  findCommit(stream: string, commitId: string): Promise<Commit<Event> | undefined>;
  /** Milestone commits with a position above `afterPosition`, in order, at most `limit`. */
  tail(afterPosition: number, limit: number): Promise<readonly Positioned<Event>[]>;
  /** Every commit in order, for an export. */
  all(afterPosition: number, limit: number): Promise<readonly Positioned<Event>[]>;
  /** The position of the newest milestone, 0 when there is none. */
  head(): Promise<number>;
}

/** The store did not answer, or not in time; whether a write happened is not known. */
export class StoreUnavailable extends Error {
  override readonly name = 'StoreUnavailable';
}
