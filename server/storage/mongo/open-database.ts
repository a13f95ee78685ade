import type { mongo } from 'mongoose';
import { NewerSchema } from '../newer-schema.ts';
import { type ConnectionNeeds, openConnection } from './connection.ts';
import { type Documents, documentsOf, type Stored } from './documents.ts';
import { withPatience } from './unavailable.ts';

/*
 * How a repository is written here:
 *
 *   interface ChatDoc { readonly _id: string; readonly game: string; … }        its documents, keys chosen by us
 *   export const chatIndexes: readonly Index[] = [{ collection: 'chat', keys: { game: 1, at: 1 } }];
 *   export const createMongoChat = (db: MongoDatabase): ChatStore => {
 *     const chat = db.documents<ChatDoc>('chat');
 *     return { saveChat: async (entry) => void (await chat.insert(docOf(entry))), … };
 *   };
 *
 * - Collections are used through `Documents` (documents.ts), which holds to the portable subset, turns a database that
 *   does not answer into StoreUnavailable and a taken unique key into an answer. Nothing here catches errors itself.
 * - There are no transactions: an invariant is a single-document write with a condition, a unique key, or a reservation
 *   document whose `_id` is what must be unique. Order several writes so that dying between any two leaves what the next
 *   try, or the sweep, mends; idempotent by position: `upsert({ _id, position: { $lt: p } }, …)`.
 * - Store null, never undefined; keep what is only carried along as one JSON string; name in `indexes` every index that a
 *   query needs, and list them in stores.ts.
 */

/** An index, made at start where it is missing. A changed one needs another name, by other keys, and a schema version. */
export interface Index {
  readonly collection: string;
  readonly keys: Readonly<Record<string, 1 | -1>>;
  readonly unique?: boolean;
  /** Documents without the (single) key are not in it. */
  readonly sparse?: boolean;
}

/** One database in MongoDB. It comes back by itself after the server was away. */
export interface MongoDatabase {
  documents<Doc extends Stored>(collection: string): Documents<Doc>;
  /** Deletes everything; for tests. */
  drop(): Promise<void>;
  close(): Promise<void>;
}

/** Raised by one with each change that an older release could not live with. */
const schemaVersion = 1;

interface MetaDoc extends Stored {
  readonly version: number;
}

/** Finds out which schema the data has; an empty database gets this release's. */
const agreeOnSchema = async (meta: Documents<MetaDoc>, known: number): Promise<void> => {
  await meta.insert({ _id: 'schema', version: known });
  const found = (await meta.findOne({ _id: 'schema' }))!;
  if (found.version > known)
    throw new NewerSchema(`the data is at schema ${found.version}, this release knows only ${known}`);
  if (found.version < known)
    await meta.updateOne({ _id: 'schema', version: found.version }, { $set: { version: known } });
};

/** An index that is there already is left as it is; several nodes may do this at once. */
const makeIndexes = async (db: mongo.Db, indexes: readonly Index[]): Promise<void> => {
  for (const { collection, keys, unique = false, sparse = false } of indexes) {
    const options = { ...(unique && { unique }), ...(sparse && { sparse }) };
    await withPatience(() => db.collection(collection).createIndex({ ...keys }, options));
  }
};

interface Options extends ConnectionNeeds {
  readonly indexes: readonly Index[];
  /** The schema that this release writes. */
  readonly schema?: number;
}

/**
 * Connects, checks the schema version and makes the indexes.
 * @throws StoreUnavailable when there is no answer within seconds, NewerSchema when a newer version wrote the data
 */
export const openMongoDatabase = async ({
  indexes,
  schema = schemaVersion,
  ...needs
}: Options): Promise<MongoDatabase> => {
  await using opened = new AsyncDisposableStack();
  const connection = await openConnection(needs);
  opened.defer(connection.close);
  const documents = <Doc extends Stored>(name: string) => documentsOf<Doc>(connection.db, name);
  await agreeOnSchema(documents<MetaDoc>('meta'), schema);
  await makeIndexes(connection.db(), indexes);
  const held = opened.move();
  return {
    documents,
    drop: async () => void (await withPatience(() => connection.db().dropDatabase())),
    close: () => held.disposeAsync(),
  };
};
