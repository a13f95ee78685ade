import type { Migration } from '../migrate.ts';

/** Who met whom: a row a game for each player and each of the other side, so that the games of two are found without reading all of one's. */
export const gamePairs: Migration = {
  id: 9,
  name: 'game-pairs',
  sql: `
    CREATE TABLE game_pairs (
      created INTEGER NOT NULL,
      player TEXT NOT NULL,
      opponent TEXT NOT NULL,
      status TEXT NOT NULL,
      variant TEXT,
      public INTEGER NOT NULL,
      PRIMARY KEY (player, opponent, public, created)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX game_pairs_of_game ON game_pairs (created);
    INSERT INTO game_pairs (created, player, opponent, status, variant, public)
      SELECT g.created, a.value ->> 'player', b.value ->> 'player', g.status, g.variant, g.public
      FROM games g, json_each(g.record, '$.seats') a, json_each(g.record, '$.seats') b
      WHERE a.value ->> 'side' <> b.value ->> 'side';
  `,
};
