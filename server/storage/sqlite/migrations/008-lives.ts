import type { Migration } from '../migrate.ts';

/** When processes lived, and which of them served a game: a few rows, and one for each game with a clock whose room is open. */
export const lives: Migration = {
  id: 8,
  name: 'lives',
  sql: `
    CREATE TABLE lives (
      id TEXT PRIMARY KEY,
      started_at INTEGER NOT NULL,
      last_beat INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE game_hosts (
      game TEXT PRIMARY KEY,
      life TEXT NOT NULL
    ) STRICT, WITHOUT ROWID;
  `,
};
