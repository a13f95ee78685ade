import { variantOf } from '../../../shared/game/variants.ts';
import type { GameId, PlayerId } from '../../../shared/kernel/ids.ts';
import type { GameRecord } from '../../games/game-record.ts';
import type { GamesFilter, GamesReadModel } from '../../games/games-read-model.ts';
import type { Where } from './documents.ts';
import { type Following, foldEach } from './fold-each.ts';
import type { Index, MongoDatabase } from './open-database.ts';

/** `_id` is the game's id, `record` the whole game as JSON; the rest is for finding it. */
interface GameDoc extends Following {
  readonly created: number;
  readonly status: GameRecord['status'];
  readonly variant: string | null;
  readonly public: boolean;
  readonly createdBy: PlayerId;
  readonly players: readonly PlayerId[];
  /** The same players in no index, so that the index on `players` is read for the one that was meant. */
  readonly besides: readonly PlayerId[];
  /** Who met whom, each pair both ways round. */
  readonly pairs: readonly string[];
  readonly record: string;
}

const pairOf = (player: PlayerId, opponent: PlayerId): string => `${player} ${opponent}`;

/** Every list is read in the order of the index that names all it asks for. */
const listed = [{}, { status: 1 }, { variant: 1 }, { variant: 1, status: 1 }] as const;

export const gameIndexes: readonly Index[] = [
  ...listed.map((keys) => ({ collection: 'games', keys: { public: 1, ...keys, created: -1 } as const })),
  ...listed.map((keys) => ({ collection: 'games', keys: { players: 1, public: 1, ...keys, created: -1 } as const })),
  { collection: 'games', keys: { pairs: 1, public: 1, created: -1 } },
  { collection: 'games', keys: { createdBy: 1, status: 1 } },
];

const docOf = (record: GameRecord): GameDoc => {
  const { id, created, position, status, settings, createdBy } = record;
  const players = record.seats.map(({ player }) => player);
  return {
    ...{ _id: id, created, position, status, createdBy, players, besides: players },
    variant: variantOf(settings) ?? null,
    public: settings.visibility === 'public',
    pairs: record.seats.flatMap((one) =>
      record.seats.filter(({ side }) => side !== one.side).map((other) => pairOf(one.player, other.player)),
    ),
    record: JSON.stringify(record),
  };
};

const recordOf = ({ record }: Pick<GameDoc, 'record'>): GameRecord => JSON.parse(record) as GameRecord;

/** The games of two on different sides: all public ones, and of the private ones those that the viewer sits in. */
const ofPair = (
  player: PlayerId,
  opponent: PlayerId,
  viewer: PlayerId | null,
  bounds: Where<GameDoc>,
): Where<GameDoc>[] => {
  const open = { pairs: pairOf(player, opponent), public: true, ...bounds };
  if (viewer === null) return [open];
  const isThird = viewer !== player && viewer !== opponent;
  return [open, { ...open, public: false, ...(isThird && { besides: viewer }) }];
};

/**
 * What a list is made of. A player's games are the public ones, and the private ones that the viewer may see: those are
 * looked for among the viewer's own, since a house bot has more private games than anyone else could read through.
 */
const partsOf = (filter: GamesFilter, before: number | null): Where<GameDoc>[] => {
  const { status, variant, player, opponent, viewer } = filter;
  const bounds: Where<GameDoc> = {
    ...(status !== undefined && { status }),
    ...(variant !== undefined && { variant }),
    ...(before !== null && { created: { $lt: before } }),
  };
  if (player === undefined) return [{ public: true, ...bounds }];
  if (opponent !== undefined) return ofPair(player, opponent, viewer, bounds);
  const open = { players: player, public: true, ...bounds };
  if (viewer === null) return [open];
  return [open, { players: viewer, public: false, ...(player !== viewer && { besides: player }), ...bounds }];
};

export const createMongoGames = (db: Pick<MongoDatabase, 'documents'>): GamesReadModel => {
  const games = db.documents<GameDoc>('games');
  const newest = (where: Where<GameDoc>, limit: number) =>
    games.find(where, { sort: { created: -1 }, limit, fields: ['created', 'record'] });
  return {
    find: async (ids) => {
      if (ids.length === 0) return new Map();
      const records = (await games.find({ _id: { $in: [...ids] } }, { fields: ['record'] })).map(recordOf);
      return new Map<GameId, GameRecord>(records.map((record) => [record.id, record]));
    },
    list: async (filter, before, limit) => {
      const parts = await Promise.all(partsOf(filter, before).map((where) => newest(where, limit)));
      const merged = parts.flat().toSorted((a, b) => b.created - a.created);
      return merged.slice(0, limit).map(recordOf);
    },
    countAwaiting: (createdBy) => games.count({ createdBy, status: 'awaiting' }),
    save: (records) =>
      foldEach(
        games,
        records.map((record) => ({ id: record.id as string, position: record.position, record })),
        (_, { record }) => docOf(record),
      ),
    clear: async () => {
      await games.deleteMany({});
    },
  };
};
