import { variantOf } from '../../../shared/game/variants.ts';
import type { GameId, PlayerId } from '../../../shared/kernel/ids.ts';
import type { GameRecord } from '../../games/game-record.ts';
import type { GamesFilter, GamesReadModel } from '../../games/games-read-model.ts';
import { type Database, NothingChanged, type SqlValue, type Statement } from './database.ts';

const save = `
  INSERT INTO games (created, id, position, status, variant, public, created_by, record) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
  ON CONFLICT (created) DO UPDATE SET position = excluded.position, status = excluded.status, record = excluded.record
  WHERE games.position < excluded.position`;
const unseat = 'DELETE FROM game_players WHERE created = ?';
const seat = 'INSERT INTO game_players (created, player, status, variant, public) VALUES (?, ?, ?, ?, ?)';
const unpair = 'DELETE FROM game_pairs WHERE created = ?';
const pair = 'INSERT INTO game_pairs (created, player, opponent, status, variant, public) VALUES (?, ?, ?, ?, ?, ?)';
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
    { sql: unpair, params: [created] },
    ...seats.flatMap((one) =>
      seats
        .filter(({ side }) => side !== one.side)
        .map((other) => ({ sql: pair, params: [created, one.player, other.player, status, variant, open] })),
    ),
  ];
};

const unlessNothingChanged = (error: unknown): void => {
  if (!(error instanceof NothingChanged)) throw error;
};

type Clause = readonly [sql: string, ...params: SqlValue[]];

type Bounds = Pick<GamesFilter, 'status' | 'variant'> & { readonly before: number | null; readonly limit: number };

const joined = (clauses: readonly Clause[], between: string): Clause => [
  clauses.map(([sql]) => sql).join(between),
  ...clauses.flatMap(([, ...params]) => params),
];

/** The newest rows within bounds, in the order of an index on what `where` and the bounds name; one of a few texts. */
const newest = (select: string, where: readonly Clause[], { status, variant, before, limit }: Bounds): Clause => {
  const clauses = [...where];
  if (status !== undefined) clauses.push(['status = ?', status]);
  if (variant !== undefined) clauses.push(['variant = ?', variant]);
  if (before !== null) clauses.push(['created < ?', before]);
  const [conditions, ...params] = joined(clauses, ' AND ');
  return [`${select} WHERE ${conditions} ORDER BY created DESC LIMIT ?`, ...params, limit];
};

const seats = 'SELECT created FROM game_players p';
const pairs = 'SELECT created FROM game_pairs p';
const besides = 'EXISTS (SELECT 1 FROM game_players o WHERE o.created = p.created AND o.player = ?)';

/** The newest of the games that several queries name by their creation. */
const recordsOf = (parts: readonly Clause[], { limit }: Bounds): Clause => {
  const [created, ...params] = joined(
    parts.map(([sql, ...given]) => [`SELECT * FROM (${sql})`, ...given]),
    ' UNION ALL ',
  );
  return [`SELECT record FROM games WHERE created IN (${created}) ORDER BY created DESC LIMIT ?`, ...params, limit];
};

/**
 * A player's public games, and the private ones that the viewer may see: those are looked for among the viewer's own,
 * since a house bot has more private games than anyone else could read through.
 */
const ofPlayer = (player: PlayerId, viewer: PlayerId | null, bounds: Bounds): Clause => {
  const parts = [newest(seats, [['player = ?', player], ['public = 1']], bounds)];
  const shared: readonly Clause[] = player === viewer ? [] : [[besides, player]];
  if (viewer !== null) parts.push(newest(seats, [['player = ?', viewer], ['public = 0'], ...shared], bounds));
  return recordsOf(parts, bounds);
};

/** The games of two on different sides: all public ones, and of the private ones those that the viewer sits in. */
const ofPair = (player: PlayerId, opponent: PlayerId, viewer: PlayerId | null, bounds: Bounds): Clause => {
  const both: readonly Clause[] = [
    ['player = ?', player],
    ['opponent = ?', opponent],
  ];
  const parts = [newest(pairs, [...both, ['public = 1']], bounds)];
  const isThird = viewer !== player && viewer !== opponent;
  const seen: readonly Clause[] = viewer !== null && isThird ? [[besides, viewer]] : [];
  if (viewer !== null) parts.push(newest(pairs, [...both, ['public = 0'], ...seen], bounds));
  return recordsOf(parts, bounds);
};

const listing = (filter: GamesFilter, before: number | null, limit: number): Clause => {
  const { status, variant, player, opponent, viewer } = filter;
  const bounds = { status, variant, before, limit };
  if (player !== undefined && opponent !== undefined) return ofPair(player, opponent, viewer, bounds);
  if (player !== undefined) return ofPlayer(player, viewer, bounds);
  return newest('SELECT record FROM games', [['public = 1']], bounds);
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
      { sql: 'DELETE FROM game_pairs', params: [] },
      { sql: 'DELETE FROM games', params: [] },
    ]);
  },
});
