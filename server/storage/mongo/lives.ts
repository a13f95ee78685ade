import type { LifeStore } from '../../outages/life-store.ts';
import type { Stored } from './documents.ts';
import { createLookUp } from './look-ups.ts';
import type { Index, MongoDatabase } from './open-database.ts';

export interface LifeDoc extends Stored {
  readonly _id: string;
  readonly startedAt: number;
  readonly lastBeat: number;
}

/** `_id` is the game. */
export interface HostDoc extends Stored {
  readonly _id: string;
  readonly life: string;
}

export const lifeIndexes: readonly Index[] = [
  { collection: 'lives', keys: { lastBeat: 1 } },
  { collection: 'game_hosts', keys: { life: 1 } },
];

export const createMongoLives = (db: Pick<MongoDatabase, 'documents'>): LifeStore => {
  const lives = db.documents<LifeDoc>('lives');
  const hosts = db.documents<HostDoc>('game_hosts');
  const hostsOf = createLookUp({ find: (games) => hosts.find({ _id: { $in: games } }), keysOf: ({ _id }) => [_id] });
  return {
    beat: async ({ id, startedAt, lastBeat }) => {
      const latest = { $max: { lastBeat } };
      // Of two first beats at once one makes the life and the other finds the key taken.
      if (await lives.upsert({ _id: id }, { ...latest, $setOnInsert: { startedAt } })) return;
      await lives.updateOne({ _id: id }, latest);
    },
    lives: async (since) => {
      const found = await lives.find({ lastBeat: { $gte: since } }, { sort: { startedAt: 1, _id: 1 } });
      return found.map(({ _id, startedAt, lastBeat }) => ({ id: _id, startedAt, lastBeat }));
    },
    setHost: async (game, life) => {
      if (!(await hosts.upsert({ _id: game }, { $set: { life } })))
        await hosts.updateOne({ _id: game }, { $set: { life } });
    },
    clearHost: async (game, life) => void (await hosts.deleteMany({ _id: game, life })),
    hostOf: async (game) => (await hostsOf([game])).get(game)?.life,
    sweep: async (before) => {
      const ended = await lives.find({ lastBeat: { $lt: before } }, { fields: ['_id'] });
      if (ended.length === 0) return 0;
      const ids = ended.map(({ _id }) => _id);
      // What they served goes first: dying in between leaves the lives for the next sweep.
      await hosts.deleteMany({ life: { $in: ids } });
      return lives.deleteMany({ _id: { $in: ids }, lastBeat: { $lt: before } });
    },
  };
};
