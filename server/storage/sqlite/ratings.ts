import type { GameId, PlayerId } from '../../../shared/kernel/ids.ts';
import type {
  HistoryEntry,
  Ladder,
  PlayerRating,
  RatedGame,
  RatingChange,
  RatingsStore,
  RatingsWriter,
} from '../../ratings/ratings-store.ts';
import type { Database, Statement } from './database.ts';

const columns = 'player, ladder, rating, games, wins, draws, losses, updated_at AS updatedAt, position';

const insertGame = `
  INSERT INTO rated_games (game, ladder, position, at, changes) VALUES (?, ?, ?, ?, ?) ON CONFLICT (game) DO NOTHING`;
const insertHistory = `
  INSERT INTO rating_history (player, ladder, position, game, at, before, after) VALUES (?, ?, ?, ?, ?, ?, ?)
  ON CONFLICT DO NOTHING`;
const applyChange = `
  INSERT INTO ratings (player, ladder, rating, games, wins, draws, losses, updated_at, position, hidden)
  SELECT ?1, ?2, ?3, 1, ?4, ?5, ?6, ?7, ?8, EXISTS (SELECT 1 FROM rating_hidden WHERE player = ?1) WHERE true
  ON CONFLICT (player, ladder) DO UPDATE SET
    rating = excluded.rating, games = games + 1, wins = wins + excluded.wins, draws = draws + excluded.draws,
    losses = losses + excluded.losses, updated_at = excluded.updated_at, position = excluded.position
  WHERE ratings.position < excluded.position`;
const gamesById = `
  SELECT game, ladder, position, at, changes FROM rated_games WHERE game IN (SELECT value FROM json_each(?))`;
const byPlayers = `
  SELECT ${columns} FROM ratings WHERE ladder = ? AND player IN (SELECT value FROM json_each(?))`;
const ofPlayer = `SELECT ${columns} FROM ratings WHERE player = ? AND hidden = 0 ORDER BY ladder`;
const history = `
  SELECT position, game, at, before, after FROM rating_history
  WHERE player = ?1 AND ladder = ?2 AND position < ?3 AND NOT EXISTS (SELECT 1 FROM rating_hidden WHERE player = ?1)
  ORDER BY position DESC LIMIT ?4`;

// Each text is the index's own order, so that a page costs its length wherever it lies.
const board = `SELECT ${columns} FROM ratings WHERE hidden = 0 AND ladder = ?`;
const top = `${board} ORDER BY rating DESC, player LIMIT ?`;
const tiesAfter = `${board} AND rating = ? AND player > ? ORDER BY player LIMIT ?`;
const lower = `${board} AND rating < ? ORDER BY rating DESC, player LIMIT ?`;
const tiesBefore = `${board} AND rating = ? AND player < ? ORDER BY player DESC LIMIT ?`;
const higher = `${board} AND rating > ? ORDER BY rating, player DESC LIMIT ?`;
const countAbove = `
  SELECT coalesce((SELECT sum(players) FROM rating_buckets WHERE ladder = ?1 AND bucket > CAST(?2 AS INTEGER)), 0)
       + (SELECT count(*) FROM ratings
          WHERE hidden = 0 AND ladder = ?1 AND rating > ?2 AND rating < CAST(?2 AS INTEGER) + 1) AS count`;
const countPlayers =
  'SELECT ladder, sum(players) AS players FROM rating_buckets GROUP BY ladder HAVING sum(players) > 0';

interface GameRow extends Omit<RatedGame, 'changes'> {
  readonly changes: string;
}

const gameOf = (row: GameRow): RatedGame => ({ ...row, changes: JSON.parse(row.changes) as RatingChange[] });

const insertions = ({ game, ladder, position, at, changes }: RatedGame): readonly Statement[] => [
  { sql: insertGame, params: [game, ladder, position, at, JSON.stringify(changes)] },
  ...changes.map(({ player, before, after }) => ({
    sql: insertHistory,
    params: [player, ladder, position, game, at, before, after],
  })),
];

const applications = ({ ladder, position, at, changes }: RatedGame): readonly Statement[] =>
  changes.map(({ player, after, outcome }) => ({
    sql: applyChange,
    params: [
      player,
      ladder,
      after,
      ...(['win', 'draw', 'loss'] as const).map((each) => (each === outcome ? 1 : 0)),
      at,
      position,
    ],
  }));

type Db = Pick<Database, 'write' | 'all' | 'get'>;

const ratings = (db: Db, sql: string, ...params: readonly (string | number)[]): readonly PlayerRating[] =>
  db.all<PlayerRating>(sql, ...params).map((row) => ({ ...row }));

const createWriter = (db: Db): RatingsWriter => {
  const writeAll = async (statements: readonly Statement[]): Promise<void> => {
    if (statements.length > 0) await db.write(statements);
  };
  return {
    ratedGames: async (games) => {
      const rows = db.all<GameRow>(gamesById, JSON.stringify(games)).map(gameOf);
      return new Map<GameId, RatedGame>(rows.map((row) => [row.game, row]));
    },
    ratings: async (ladder, players) => {
      const rows = ratings(db, byPlayers, ladder, JSON.stringify(players));
      return new Map<PlayerId, PlayerRating>(rows.map((row) => [row.player, row]));
    },
    insertOnce: (games) => writeAll(games.flatMap(insertions)),
    applyChanges: (games) => writeAll(games.flatMap(applications)),
    clear: () =>
      writeAll(
        ['ratings', 'rating_history', 'rated_games'].map((each) => ({ sql: `DELETE FROM ${each}`, params: [] })),
      ),
  };
};

/** Two reads, ties first: one condition over both would make SQLite walk the whole ladder. */
const page = (
  db: Db,
  ties: string,
  rest: string,
  ladder: Ladder,
  from: Pick<PlayerRating, 'player' | 'rating'>,
  limit: number,
) => {
  const tied = ratings(db, ties, ladder, from.rating, from.player, limit);
  return tied.length === limit ? tied : [...tied, ...ratings(db, rest, ladder, from.rating, limit - tied.length)];
};

export const createSqliteRatings = (db: Db): RatingsStore => ({
  ...createWriter(db),
  ofPlayer: async (player) => ratings(db, ofPlayer, player),
  history: async (player, ladder, before, limit) =>
    db.all<HistoryEntry>(history, player, ladder, before ?? Number.MAX_SAFE_INTEGER, limit).map((row) => ({ ...row })),
  below: async (ladder, from, limit) =>
    from === null ? ratings(db, top, ladder, limit) : page(db, tiesAfter, lower, ladder, from, limit),
  above: async (ladder, from, limit) => page(db, tiesBefore, higher, ladder, from, limit),
  countAbove: async (ladder, rating) => db.get<{ count: number }>(countAbove, ladder, rating)!.count,
  countPlayers: async () => {
    const rows = db.all<{ ladder: Ladder; players: number }>(countPlayers);
    return new Map(rows.map(({ ladder, players }) => [ladder, players]));
  },
  hide: async (player) => {
    await db.write([
      { sql: 'INSERT INTO rating_hidden (player) VALUES (?) ON CONFLICT DO NOTHING', params: [player] },
      { sql: 'UPDATE ratings SET hidden = 1 WHERE player = ? AND hidden = 0', params: [player] },
    ]);
  },
});
