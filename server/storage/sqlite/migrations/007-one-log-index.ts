import type { Migration } from '../migrate.ts';

/**
 * One index of a stream's commits where there were two: it holds the commit ids beside the versions, so that a repeated
 * id is found in the page that the append touches anyway. Moves come from hundreds of games at once, each in a page of its
 * own; a second index doubled the pages that a batch writes. The event store, through which alone commits come, keeps the ids unique.
 */
export const oneLogIndex: Migration = {
  id: 7,
  name: 'one log index',
  sql: `
    CREATE TABLE commits_in_order (
      position INTEGER PRIMARY KEY,
      stream TEXT NOT NULL,
      version INTEGER NOT NULL,
      commit_id TEXT NOT NULL,
      at INTEGER NOT NULL,
      milestone INTEGER NOT NULL,
      events TEXT NOT NULL,
      UNIQUE (stream, version, commit_id)
    ) STRICT;
    INSERT INTO commits_in_order SELECT position, stream, version, commit_id, at, milestone, events FROM commits;
    DROP TABLE commits;
    ALTER TABLE commits_in_order RENAME TO commits;
    CREATE INDEX commits_milestones ON commits (position) WHERE milestone = 1;
  `,
};
