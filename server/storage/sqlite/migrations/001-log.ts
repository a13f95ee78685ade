import type { Migration } from '../migrate.ts';

/**
 * One row a commit. `position` is the rowid: it grows by one with each commit, because there is one writer and no row
 * is ever deleted. `version` is the stream's version after the commit. Only milestones are in the index for read models.
 */
export const log: Migration = {
  id: 1,
  name: 'log',
  sql: `
    CREATE TABLE commits (
      position INTEGER PRIMARY KEY,
      stream TEXT NOT NULL,
      version INTEGER NOT NULL,
      commit_id TEXT NOT NULL,
      at INTEGER NOT NULL,
      milestone INTEGER NOT NULL,
      events TEXT NOT NULL,
      UNIQUE (stream, version),
      UNIQUE (stream, commit_id)
    ) STRICT;
    CREATE INDEX commits_milestones ON commits (position) WHERE milestone = 1;

    CREATE TABLE checkpoints (
      projection TEXT PRIMARY KEY,
      position INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE leases (
      name TEXT PRIMARY KEY,
      holder TEXT NOT NULL,
      until INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;
  `,
};
