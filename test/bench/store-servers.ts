import { randomBytes } from 'node:crypto';
import { openMongoDatabase } from '../../server/storage/mongo/open-database.ts';
import { startMongo, startRedis } from '../support/stores.ts';

/** Where MongoDB and Redis are while something is measured; disposal ends those that were started for it. */
export interface StoreServers extends AsyncDisposable {
  readonly redisUrl: string;
  /** Whether MongoDB is not the small one. */
  readonly isMongoNamed: boolean;
  /** A database that nobody else has, dropped when disposed. */
  newDatabase(): { readonly url: string } & AsyncDisposable;
}

const newDatabase = (at: string) => {
  const url = new URL(at);
  url.pathname = `/octo_bench_${randomBytes(4).toString('hex')}`;
  return {
    url: url.href,
    [Symbol.asyncDispose]: async () => {
      const db = await openMongoDatabase({ url: url.href, indexes: [] });
      await db.drop().finally(db.close);
    },
  };
};

/** Those that are named, else servers of our own that keep nothing, MongoDB in a heap of so much. */
export const openStoreServers = async (heap?: string): Promise<StoreServers> => {
  await using opened = new AsyncDisposableStack();
  const named = { redis: process.env.OCTO_TEST_REDIS_URL, mongo: process.env.OCTO_TEST_MONGO_URL };
  const redisUrl = named.redis ?? `redis://127.0.0.1:${opened.use(await startRedis()).port}`;
  const small = () => startMongo(heap === undefined ? {} : { heap });
  const mongoUrl = named.mongo ?? `mongodb://127.0.0.1:${opened.use(await small()).port}`;
  const own = opened.move();
  return {
    redisUrl,
    isMongoNamed: named.mongo !== undefined,
    newDatabase: () => newDatabase(mongoUrl),
    [Symbol.asyncDispose]: () => own.disposeAsync(),
  };
};
