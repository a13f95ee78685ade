import { randomId } from '../../../../server/ids.ts';
import { type Index, type MongoDatabase, openMongoDatabase } from '../../../../server/storage/mongo/open-database.ts';

/** The URL of a database of its own on the server that `url` names, with the rest of the URL kept. */
export const freshMongoUrl = (url: string): string => {
  const fresh = new URL(url);
  fresh.pathname = `/octo-test-${randomId()}`;
  return fresh.href;
};

/** A database of its own; `close` drops it. */
export const openTemporaryMongo = async (url: string, indexes: readonly Index[]): Promise<MongoDatabase> => {
  const db = await openMongoDatabase({ url: freshMongoUrl(url), indexes });
  return {
    ...db,
    close: async () => {
      await db.drop();
      await db.close();
    },
  };
};

/** Deletes what a server on this URL has left. */
export const dropMongo = async (url: string): Promise<void> => {
  const db = await openMongoDatabase({ url, indexes: [] });
  await db.drop();
  await db.close();
};
