import { createConnection, type mongo } from 'mongoose';
import { NewerSchema } from '../newer-schema.ts';
import { type Documents, documentsOf, type Stored } from './documents.ts';
import { judged, withPatience } from './unavailable.ts';

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

const connectionOptions = {
  autoIndex: false,
  autoCreate: false,
  bufferCommands: false,
  // Everything has an end well before a player gives up. Trying again is for those who know what they asked for.
  serverSelectionTimeoutMS: 2500,
  connectTimeoutMS: 2500,
  waitQueueTimeoutMS: 2500,
  socketTimeoutMS: 5000,
  heartbeatFrequencyMS: 2000,
  retryReads: false,
  retryWrites: false,
  maxPoolSize: 20,
  // Where each answer takes long, greeting over a new connection takes twice as long.
  minPoolSize: 4,
  appName: 'octothorpe',
  writeConcern: { w: 'majority', journal: true, wtimeoutMS: 2500 },
  readConcern: { level: 'majority' },
  readPreference: 'primary',
} as const;

/** What the driver says of a URL that it does not understand repeats it, with the password in it. */
const withoutUrl = (error: unknown): unknown =>
  error instanceof Error && ['MongoParseError', 'MongoInvalidArgumentError', 'TypeError'].includes(error.name)
    ? new Error('the URL of MongoDB cannot be understood')
    : error;

/** The database that the URL names, else `octothorpe`. */
const nameIn = (url: string): string => /^mongodb(?:\+srv)?:\/\/[^/]+\/([^?]+)/.exec(url)?.[1] ?? 'octothorpe';

interface Options {
  /** As in OCTO_MONGO_URL. */
  readonly url: string;
  readonly indexes: readonly Index[];
  /** The schema that this release writes. */
  readonly schema?: number;
  /** Sees every command as it is sent. */
  readonly onCommand?: (command: Readonly<Record<string, unknown>>) => void;
}

/**
 * Connects, checks the schema version and makes the indexes.
 * @throws StoreUnavailable when there is no answer within seconds, NewerSchema when a newer version wrote the data
 */
export const openMongoDatabase = async ({
  url,
  indexes,
  schema = schemaVersion,
  onCommand,
}: Options): Promise<MongoDatabase> => {
  await using opened = new AsyncDisposableStack();
  // Never the global connection: two installations in one process must not meet.
  const connection = createConnection();
  opened.adopt(connection, () => connection.close(true));
  connection.on('error', () => undefined);
  const options = { ...connectionOptions, dbName: nameIn(url), monitorCommands: onCommand !== undefined };
  await connection.openUri(url, options).catch((error: unknown) => {
    throw withoutUrl(judged(error));
  });
  // The driver's own collections: mongoose's buffer while disconnected, and its models cost more than they give here.
  const db = connection.getClient().db(nameIn(url));
  if (onCommand) connection.getClient().on('commandStarted', ({ command }) => onCommand(command));
  const documents = <Doc extends Stored>(name: string) => documentsOf<Doc>(db, name);
  await agreeOnSchema(documents<MetaDoc>('meta'), schema);
  await makeIndexes(db, indexes);
  const held = opened.move();
  return {
    documents,
    drop: async () => void (await withPatience(() => db.dropDatabase())),
    close: () => held.disposeAsync(),
  };
};
