import type { Documents, Stored } from '../../../../server/storage/mongo/documents.ts';
import type { MongoDatabase } from '../../../../server/storage/mongo/open-database.ts';

type Database = Pick<MongoDatabase, 'documents'>;

/** The documents, where `before` comes before each write; a write of many is done one by one. */
const interposedDocuments = <Doc extends Stored>(real: Documents<Doc>, before: () => Promise<void>): Documents<Doc> => {
  const one =
    <Args extends readonly unknown[], Result>(write: (...args: Args) => Promise<Result>) =>
    async (...args: Args): Promise<Result> => {
      await before();
      return write(...args);
    };
  return {
    ...real,
    insert: one(real.insert),
    updateOne: one(real.updateOne),
    updateUnlessTaken: one(real.updateUnlessTaken),
    updateMany: one(real.updateMany),
    upsert: one(real.upsert),
    findOneAndUpdate: one(real.findOneAndUpdate),
    findOneAndDelete: one(real.findOneAndDelete),
    deleteMany: one(real.deleteMany),
    insertEach: async (docs) => {
      const taken = new Set<number>();
      for (const [at, doc] of docs.entries()) if (!(await one(real.insert)(doc))) taken.add(at);
      return taken;
    },
    upsertEach: async (upserts) => {
      for (const upsert of upserts) await one(real.upsertEach)([upsert]);
    },
  };
};

/** The same database, where `before` comes before each write, with how many there have been; it may take its time, or throw. */
export const interposed = (db: Database, before: (writes: number) => void | Promise<void>): Database => {
  let writes = 0;
  return {
    documents: <Doc extends Stored>(collection: string) =>
      interposedDocuments<Doc>(db.documents(collection), async () => before(writes++)),
  };
};

class Died extends Error {}

/** The database as a process sees it that dies before the write after so many. */
export const dyingAfter = (db: Database, most: number): Database =>
  interposed(db, (writes) => {
    if (writes >= most) throw new Died(`after ${most} writes`);
  });

/** True when the work came to its end before the process died. */
export const outlives = async (work: Promise<unknown>): Promise<boolean> => {
  try {
    await work;
    return true;
  } catch (error) {
    if (error instanceof Died) return false;
    throw error;
  }
};

/**
 * A round for each moment at which a process may die: before its first write, its second, and so on until a round lives to
 * its end. `round` is told after how many writes it dies, and says whether it lived. Gives how many writes that took.
 */
export const everyDeath = async (round: (writes: number) => Promise<boolean>): Promise<number> => {
  for (let writes = 0; ; writes++) if (await round(writes)) return writes;
};
