import { createConnection, type mongo } from 'mongoose';
import { waitInRealTime } from '../../eventing/wait.ts';
import { judged } from './unavailable.ts';
import { watchDriver } from './watch-driver.ts';

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

export interface ConnectionNeeds {
  /** As in OCTO_MONGO_URL. */
  readonly url: string;
  /** Sees every command as it is sent. */
  readonly onCommand?: ((command: Readonly<Record<string, unknown>>) => void) | undefined;
  /** Hears that a driver did not come back and another one has taken over. */
  readonly onReplaced?: (() => void) | undefined;
}

interface Connected {
  readonly db: mongo.Db;
  /** Whether its driver waits for what cannot come; to be asked every second. */
  readonly isStuck: () => boolean;
  close(): Promise<void>;
}

const connect = async ({ url, onCommand }: ConnectionNeeds): Promise<Connected> => {
  await using opened = new AsyncDisposableStack();
  // Never the global connection: two installations in one process must not meet.
  const connection = createConnection();
  opened.adopt(connection, () => connection.destroy(true));
  connection.on('error', () => undefined);
  const options = { ...connectionOptions, dbName: nameIn(url), monitorCommands: onCommand !== undefined };
  await connection.openUri(url, options).catch((error: unknown) => {
    throw withoutUrl(judged(error));
  });
  const client = connection.getClient();
  if (onCommand) client.on('commandStarted', ({ command }) => onCommand(command));
  const held = opened.move();
  // The driver's own collections: mongoose's buffer while disconnected, and its models cost more than they give here.
  return { db: client.db(nameIn(url)), isStuck: watchDriver(client), close: () => held.disposeAsync() };
};

const everyMs = 1_000;

/** A connection to the database that the URL names, which comes back by itself after the server was away. */
export interface LastingConnection {
  /** To be asked for each time: another one takes over when the driver of this one does not come back. */
  db(): mongo.Db;
  close(): Promise<void>;
}

/** @throws StoreUnavailable when there is no answer within seconds */
export const openConnection = async (needs: ConnectionNeeds): Promise<LastingConnection> => {
  let current = await connect(needs);
  const closing = new AbortController();
  const replace = async (): Promise<void> => {
    const next = await connect(needs).catch(() => undefined);
    if (!next) return;
    const stuck = current;
    current = next;
    needs.onReplaced?.();
    // Whatever still goes on there is refused; nobody waits for a driver that waits.
    void stuck.close().catch(() => undefined);
  };
  const watch = async (): Promise<void> => {
    while (!closing.signal.aborted) {
      await waitInRealTime(everyMs, closing.signal);
      if (!closing.signal.aborted && current.isStuck()) await replace();
    }
  };
  const watching = watch();
  return {
    db: () => current.db,
    close: async () => {
      closing.abort();
      await watching;
      await current.close();
    },
  };
};
