import { variantOf } from '../../../shared/game/variants.ts';
import type { GameId } from '../../../shared/kernel/ids.ts';
import type { GameRecord } from '../../games/game-record.ts';
import type { GamesFilter, GamesReadModel } from '../../games/games-read-model.ts';
import { type Database, NothingChanged, type SqlValue, type Statement } from './database.ts';

const save = `
  INSERT INTO games (created, id, position, status, variant, public, created_by, record) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
  ON CONFLICT (created) DO UPDATE SET position = excluded.position, status = excluded.status, record = excluded.record
  WHERE games.position < excluded.position`;
const unseat = 'DELETE FROM game_players WHERE created = ?';
const seat = 'INSERT INTO game_players (created, player, status, variant, public) VALUES (?, ?, ?, ?, ?)';
const find = 'SELECT record FROM games WHERE id IN (SELECT value FROM json_each(?))';
const awaiting = "SELECT count(*) AS count FROM games WHERE created_by = ? AND status = 'awaiting'";

interface Row {
  readonly record: string;
}

const recordOf = ({ record }: Row): GameRecord => JSON.parse(record) as GameRecord;

/** All statements of a record stand or fall with the first, which changes nothing where the stored record is as new. */
const statementsFor = (record: GameRecord): readonly Statement[] => {
  const { created, id, position, status, settings, createdBy, seats } = record;
  const variant = variantOf(settings);
  const open = settings.visibility === 'public' ? 1 : 0;
  return [
    {
      sql: save,
      params: [created, id, position, status, variant, open, createdBy, JSON.stringify(record)],
      mustChange: true,
    },
    { sql: unseat, params: [created] },
    ...seats.map(({ player }) => ({ sql: seat, params: [created, player, status, variant, open] })),
  ];
};

const unlessNothingChanged = (error: unknown): void => {
  if (!(error instanceof NothingChanged)) throw error;
};

type Clause = readonly [sql: string, ...params: SqlValue[]];

/** One of a few texts, so that each is prepared once. */
const listing = ({ status, variant, player, viewer }: GamesFilter, before: number | null, limit: number): Clause => {
  const own = player === undefined ? 'g' : 'p';
  const clauses: Clause[] = [];
  if (player === undefined) clauses.push(['g.public = 1']);
  else clauses.push(['p.player = ?', player]);
  if (player !== undefined && player !== viewer) {
    const beside = 'SELECT 1 FROM game_players v WHERE v.created = p.created AND v.player = ?';
    clauses.push([`(p.public = 1 OR EXISTS (${beside}))`, viewer ?? '']);
  }
  if (status !== undefined) clauses.push([`${own}.status = ?`, status]);
  if (variant !== undefined) clauses.push([`${own}.variant = ?`, variant]);
  if (before !== null) clauses.push([`${own}.created < ?`, before]);
  const from = player === undefined ? 'games g' : 'game_players p CROSS JOIN games g ON g.created = p.created';
  const where = clauses.map(([sql]) => sql).join(' AND ');
  const params = clauses.flatMap(([, ...given]) => given);
  return [`SELECT g.record FROM ${from} WHERE ${where} ORDER BY ${own}.created DESC LIMIT ?`, ...params, limit];
};

export const createSqliteGames = (db: Pick<Database, 'write' | 'all' | 'get'>): GamesReadModel => ({
  find: async (ids) => {
    const records = db.all<Row>(find, JSON.stringify(ids)).map(recordOf);
    return new Map<GameId, GameRecord>(records.map((record) => [record.id, record]));
  },
  list: async (filter, before, limit) => {
    const [sql, ...params] = listing(filter, before, limit);
    return db.all<Row>(sql, ...params).map(recordOf);
  },
  countAwaiting: async (createdBy) => db.get<{ count: number }>(awaiting, createdBy)!.count,
  save: async (records) => {
    await Promise.all(records.map((record) => db.write(statementsFor(record)).catch(unlessNothingChanged)));
  },
  clear: async () => {
    await db.write([
      { sql: 'DELETE FROM game_players', params: [] },
      { sql: 'DELETE FROM games', params: [] },
    ]);
  },
});
