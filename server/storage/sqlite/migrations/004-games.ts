import type { Migration } from '../migrate.ts';

/**
 * Read models over the log: all of this can be dropped and rebuilt.
 * A game's rowid `created` is the position of the commit that created it, so that newest first is the table's own order;
 * `position` is the last commit folded in. `record` is the whole game as JSON, the other columns are for finding it.
 */
export const games: Migration = {
  id: 4,
  name: 'games',
  sql: `
    CREATE TABLE games (
      created INTEGER PRIMARY KEY,
      id TEXT NOT NULL UNIQUE,
      position INTEGER NOT NULL,
      status TEXT NOT NULL,
      variant TEXT,
      public INTEGER NOT NULL,
      created_by TEXT NOT NULL,
      record TEXT NOT NULL
    ) STRICT;
    CREATE INDEX games_public ON games (created) WHERE public = 1;
    CREATE INDEX games_by_status ON games (status, created) WHERE public = 1;
    CREATE INDEX games_by_variant ON games (variant, created) WHERE public = 1;
    CREATE INDEX games_by_variant_and_status ON games (variant, status, created) WHERE public = 1;
    CREATE INDEX games_awaiting ON games (created_by) WHERE status = 'awaiting';

    CREATE TABLE game_players (
      created INTEGER NOT NULL,
      player TEXT NOT NULL,
      status TEXT NOT NULL,
      variant TEXT,
      public INTEGER NOT NULL,
      PRIMARY KEY (created, player)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX game_players_newest ON game_players (player, public, created);
    CREATE INDEX game_players_by_status ON game_players (player, public, status, created);
    CREATE INDEX game_players_by_variant ON game_players (player, public, variant, created);
    CREATE INDEX game_players_by_variant_and_status ON game_players (player, public, variant, status, created);

    CREATE TABLE statistics (
      player TEXT NOT NULL,
      variant TEXT NOT NULL,
      opponents TEXT NOT NULL,
      wins INTEGER NOT NULL,
      draws INTEGER NOT NULL,
      losses INTEGER NOT NULL,
      aborted INTEGER NOT NULL,
      position INTEGER NOT NULL,
      PRIMARY KEY (player, variant, opponents)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE due_checks (
      game TEXT PRIMARY KEY,
      check_at INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX due_checks_next ON due_checks (check_at);
  `,
};
