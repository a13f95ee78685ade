import type { Commit, NewCommit } from '../../eventing/event-store.ts';
import type { Stored } from './documents.ts';
import type { Index } from './open-database.ts';

/**
 * One document a commit. `_id` is the stream and the version that it was decided on, so that of rivals on the same version
 * one is stored; a stream's commits lie together, in order.
 */
export interface CommitDoc extends Stored {
  readonly _id: string;
  /** The stream and the commit id; unique. */
  readonly command: string;
  /** The stream's version after it. */
  readonly version: number;
  readonly at: number;
  readonly events: string;
  /** On a milestone that has no place in the total order yet: its own `_id`. */
  readonly unordered?: string;
  readonly milestone: boolean;
}

export const commitIndexes: readonly Index[] = [
  { collection: 'commits', keys: { command: 1 }, unique: true },
  { collection: 'commits', keys: { unordered: 1 }, sparse: true },
];

const separator = '|';
/** The character after the separator: what begins with `stream|` is below `stream}`. */
const afterSeparator = '}';

const commitKey = (stream: string, expectedVersion: number): string =>
  `${stream}${separator}${String(expectedVersion).padStart(10, '0')}`;
export const commandKey = (stream: string, commitId: string): string => `${stream}${separator}${commitId}`;
export const streamOf = ({ _id }: Pick<CommitDoc, '_id'>): string => _id.slice(0, _id.indexOf(separator));
/** The version that the commit was decided on. */
export const beginningOf = ({ _id }: Pick<CommitDoc, '_id'>): number => Number(_id.slice(_id.indexOf(separator) + 1));

/** The stream's commits that were decided on a version from `from` on, and below `below`. */
export const keysWithin = (stream: string, from: number, below?: number) => ({
  $gte: commitKey(stream, from),
  $lt: below === undefined ? `${stream}${afterSeparator}` : commitKey(stream, below),
});

/** A document is at most 16 MB; a commit of a game is some hundred bytes. */
const mostCharacters = 4_000_000;

export const docOf = (commit: NewCommit<unknown>): CommitDoc => {
  const { stream, expectedVersion, commitId, at, milestone } = commit;
  if (commit.events.length === 0) throw new RangeError('a commit has at least one event');
  if (stream.includes(separator)) throw new RangeError(`a stream's name cannot have ${separator} in it`);
  const events = JSON.stringify(commit.events);
  if (events.length > mostCharacters) throw new RangeError('a commit is too large to be stored');
  const _id = commitKey(stream, expectedVersion);
  const version = expectedVersion + commit.events.length;
  const doc = { _id, command: commandKey(stream, commitId), version, at, milestone, events };
  return milestone ? { ...doc, unordered: _id } : doc;
};

export const commitOf = <Event>(doc: CommitDoc): Commit<Event> => ({
  stream: streamOf(doc),
  version: doc.version,
  commitId: doc.command.slice(doc.command.indexOf(separator) + 1),
  at: doc.at,
  events: JSON.parse(doc.events) as Event[],
});
