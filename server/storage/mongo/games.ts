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
  readonly record: string;
}

/** Every list is read in the order of the index that names all it asks for. */
const listed = [{}, { status: 1 }, { variant: 1 }, { variant: 1, status: 1 }] as const;

export const gameIndexes: readonly Index[] = [
  ...listed.map((keys) => ({ collection: 'games', keys: { public: 1, ...keys, created: -1 } as const })),
  ...listed.map((keys) => ({ collection: 'games', keys: { players: 1, public: 1, ...keys, created: -1 } as const })),
  { collection: 'games', keys: { createdBy: 1, status: 1 } },
];

const docOf = (record: GameRecord): GameDoc => {
  const { id, created, position, status, settings, createdBy } = record;
  const players = record.seats.map(({ player }) => player);
  return {
    ...{ _id: id, created, position, status, createdBy, players, besides: players },
    variant: variantOf(settings) ?? null,
    public: settings.visibility === 'public',
    record: JSON.stringify(record),
  };
};

const recordOf = ({ record }: Pick<GameDoc, 'record'>): GameRecord => JSON.parse(record) as GameRecord;

/**
 * What a list is made of. A player's games are the public ones, and the private ones that the viewer may see: those are
 * looked for among the viewer's own, since a house bot has more private games than anyone else could read through.
 */
const partsOf = ({ status, variant, player, viewer }: GamesFilter, before: number | null): Where<GameDoc>[] => {
  const bounds: Where<GameDoc> = {
    ...(status !== undefined && { status }),
    ...(variant !== undefined && { variant }),
    ...(before !== null && { created: { $lt: before } }),
  };
  if (player === undefined) return [{ public: true, ...bounds }];
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
