import type { Migration } from '../migrate.ts';

/** Kept apart from the log and swept after a time; `seq` orders lines of one millisecond. */
export const chat: Migration = {
  id: 6,
  name: 'chat',
  sql: `
    CREATE TABLE chat (
      seq INTEGER PRIMARY KEY,
      id TEXT NOT NULL UNIQUE,
      game TEXT NOT NULL,
      player TEXT NOT NULL,
      text TEXT NOT NULL,
      at INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX chat_of_game ON chat (game, seq);
    CREATE INDEX chat_by_age ON chat (at);
  `,
};
