import { type Index, type MongoDatabase, openMongoDatabase } from '../../../../server/storage/mongo/open-database.ts';
import { freshMongoUrl } from './temporary-mongo.ts';

/** A store whose calls go to one client and to another in turn, as if two nodes shared the work. */
const inTurn = <Store extends object>(one: Store, other: Store): Store => {
  let calls = 0;
  return new Proxy(one, { get: (_, name) => Reflect.get(calls++ % 2 === 0 ? one : other, name) as unknown });
};

/**
 * A database of its own with two clients of it. What a contract does at once with a store of `shared` races
 * between the two. `close` drops the database.
 */
export const openTwoClients = async (mongoUrl: string, indexes: readonly Index[]) => {
  const url = freshMongoUrl(mongoUrl);
  const one = await openMongoDatabase({ url, indexes });
  const other = await openMongoDatabase({ url, indexes });
  return {
    shared: <Store extends object>(create: (db: MongoDatabase) => Store): Store => inTurn(create(one), create(other)),
    close: async (): Promise<void> => {
      await one.drop();
      await Promise.all([one.close(), other.close()]);
    },
  };
};
