import type { Config } from '../../server/config.ts';
import { dataFolder, type ServerProcess, startServer } from '../support/server-process.ts';
import { lengthenMongoLog } from './lengthen-mongo-log.ts';
import { lengthenSqliteLog } from './lengthen-sqlite-log.ts';
import { openStoreServers } from './store-servers.ts';

/** What outlives the servers that run on it one after the other; disposal deletes it. */
export interface Installation extends AsyncDisposable {
  readonly place: Pick<Config, 'data' | 'mongoUrl'>;
  /** No more than one at a time. */
  start(): Promise<ServerProcess>;
  /** Makes a log that `fillLog` began so many events long, while no server runs. */
  lengthenLog(events: number): Promise<void>;
}

/** The stores that installations are made on. */
export interface Ground extends AsyncDisposable {
  readonly name: string;
  /** Events that a log on it can have. */
  readonly mostEvents: number;
  newInstallation(): Promise<Installation>;
}

const settings = { OCTO_LIMITS: 'none' };

/** One process with its own file. */
export const openSqliteGround = async (): Promise<Ground> => ({
  name: 'SQLite',
  mostEvents: Number.POSITIVE_INFINITY,
  newInstallation: async () => {
    const folder = await dataFolder();
    return {
      place: { data: folder.path, mongoUrl: undefined },
      start: () => startServer(folder.path, settings),
      lengthenLog: (events) => lengthenSqliteLog(folder.path, events),
      [Symbol.asyncDispose]: folder[Symbol.asyncDispose],
    };
  },
  [Symbol.asyncDispose]: async () => undefined,
});

/** What the small MongoDB needs for the events that it is asked to hold at most: with its indexes each takes it 2 KB. */
const heap = '5g';
const mostInHeap = 1_000_000;

/** One node of a cluster. The small MongoDB, where none is named, has all in its heap. */
export const openMongoGround = async (): Promise<Ground> => {
  const servers = await openStoreServers(heap);
  return {
    name: 'MongoDB and Redis',
    mostEvents: servers.isMongoNamed ? Number.POSITIVE_INFINITY : mostInHeap,
    newInstallation: async () => {
      await using opened = new AsyncDisposableStack();
      const { path } = opened.use(await dataFolder());
      const { url } = opened.use(servers.newDatabase());
      const own = opened.move();
      return {
        place: { data: path, mongoUrl: url },
        start: () => startServer(path, { ...settings, OCTO_MONGO_URL: url, OCTO_REDIS_URL: servers.redisUrl }),
        lengthenLog: (events) => lengthenMongoLog(url, events),
        [Symbol.asyncDispose]: () => own.disposeAsync(),
      };
    },
    [Symbol.asyncDispose]: servers[Symbol.asyncDispose],
  };
};
