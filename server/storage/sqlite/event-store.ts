import type { Commit, EventStore, NewCommit, Positioned } from '../../eventing/event-store.ts';
import { refusedAppend } from '../refused-append.ts';
import { type CommitRow, commitOf } from './commit-row.ts';
import type { Database, SqlValue } from './database.ts';
import { createSeenCommits } from './seen-commits.ts';

const columns = 'position, stream, version, commit_id, at, events';

/** One statement decides and writes, so no other append can come between; it changes no row where the stream is elsewhere. */
const append = `
  INSERT INTO commits (stream, version, commit_id, at, milestone, events)
  SELECT ?1, ?2 + ?3, ?4, ?5, ?6, ?7
  WHERE coalesce((SELECT max(version) FROM commits WHERE stream = ?1), 0) = ?2`;
/** Nor where it may have the commit already, which is as much to look through as the stream is long. */
const appendOnce = `${append} AND NOT EXISTS (SELECT 1 FROM commits WHERE stream = ?1 AND commit_id = ?4)`;
const idsOf = 'SELECT commit_id FROM commits WHERE stream = ?';
const read = `SELECT ${columns} FROM commits WHERE stream = ? AND version > ? ORDER BY version`;
const find = `SELECT ${columns} FROM commits WHERE stream = ? AND commit_id = ?`;
// Without the hint SQLite walks the whole table, which is ordered by position too.
const milestones = 'commits INDEXED BY commits_milestones WHERE milestone = 1';
const tail = `SELECT ${columns} FROM ${milestones} AND position > ? ORDER BY position LIMIT ?`;
const head = `SELECT position FROM ${milestones} ORDER BY position DESC LIMIT 1`;
const all = `SELECT ${columns} FROM commits WHERE position > ? ORDER BY position LIMIT ?`;

const positionedOf = <Event>(row: CommitRow): Positioned<Event> => ({
  ...commitOf<Event>(row),
  position: row.position,
});

const paramsOf = (commit: NewCommit<unknown>): SqlValue[] => [
  commit.stream,
  commit.expectedVersion,
  commit.events.length,
  commit.commitId,
  commit.at,
  commit.milestone ? 1 : 0,
  JSON.stringify(commit.events),
];

/** The log in SQLite, one row a commit. Events are kept as JSON. */
export const createSqliteEventStore = <Event>(db: Pick<Database, 'write' | 'all' | 'get'>): EventStore<Event> => {
  const seen = createSeenCommits((stream) =>
    db.all<Pick<CommitRow, 'commit_id'>>(idsOf, stream).map((row) => row.commit_id),
  );
  const findCommit = async (stream: string, commitId: string): Promise<Commit<Event> | undefined> => {
    const row = db.get<CommitRow>(find, stream, commitId);
    return row && commitOf(row);
  };
  const refused = refusedAppend(findCommit);

  return {
    append: async (commit) => {
      const { stream, expectedVersion, commitId, at, events } = commit;
      if (events.length === 0) throw new RangeError('a commit has at least one event');
      const sql = seen.mayHave(stream, commitId) ? appendOnce : append;
      const [written] = await db.write([{ sql, params: paramsOf(commit) }]);
      if (written!.changes === 0) return refused(commit);
      return { kind: 'appended', commit: { stream, version: expectedVersion + events.length, commitId, at, events } };
    },
    read: async (stream, afterVersion = 0) => db.all<CommitRow>(read, stream, afterVersion).map(commitOf<Event>),
    findCommit,
    tail: async (afterPosition, limit) => db.all<CommitRow>(tail, afterPosition, limit).map(positionedOf<Event>),
    all: async (afterPosition, limit) => db.all<CommitRow>(all, afterPosition, limit).map(positionedOf<Event>),
    head: async () => db.get<{ position: number }>(head)?.position ?? 0,
  };
};
