import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { createConnection } from 'mongoose';
import { startCluster } from '../../server/cluster/cluster.ts';
import type { ClusterNode } from '../../server/cluster/cluster-node.ts';
import type { ChildService } from '../support/child-service.ts';
import { type FlakyProxy, openFlakyProxy } from '../support/flaky-proxy.ts';
import { startMongo, startRedis } from '../support/stores.ts';
import { faultNames } from './schedule.ts';
import type { Target, TargetNode } from './target.ts';

export interface ClusterOrder {
  readonly nodes: number;
  /** For the nodes' own files, and the journal of a MongoDB that is started here. */
  readonly data: string;
  /** The program of a Redis server; it is given nothing to keep. */
  readonly redisProgram: string;
  /** A MongoDB that runs already; undefined starts one that keeps what it has when it is killed. */
  readonly mongoUrl: string | undefined;
}

const dropDatabase = async (port: number, database: string): Promise<void> => {
  const connection = await createConnection(
    `mongodb://127.0.0.1:${port}/${database}?directConnection=true`,
  ).asPromise();
  await connection.dropDatabase();
  await connection.close();
};

/** The one that was named, which is left as it was found, or one of our own. */
const openMongo = async (
  { mongoUrl, data }: ClusterOrder,
  database: string,
  own: AsyncDisposableStack,
): Promise<{ readonly port: number; readonly service?: ChildService }> => {
  if (mongoUrl !== undefined) {
    const port = Number(new URL(mongoUrl).port || 27_017);
    own.defer(() => dropDatabase(port, database));
    return { port };
  }
  const service = own.use(await startMongo({ journal: join(data, 'mongo.journal') }));
  return { port: service.port, service };
};

interface Ways {
  readonly redis: FlakyProxy;
  readonly mongo: FlakyProxy;
}

/** Every node reaches each store by a way of its own, so that one can be cut off. */
const openWays = async (nodes: number, redis: number, mongo: number, own: AsyncDisposableStack): Promise<Ways[]> =>
  await Promise.all(
    Array.from({ length: nodes }, async () => ({
      redis: own.use(await openFlakyProxy(redis)),
      mongo: own.use(await openFlakyProxy(mongo)),
    })),
  );

const nodeOf = (node: ClusterNode, ways: Ways): TargetNode => ({
  ...ways,
  name: node.name,
  url: () => node.url,
  kill: async () => void (await node.kill()),
  stop: node.stop,
  start: node.restart,
  freeze: node.freeze,
  thaw: node.thaw,
});

/** Many nodes behind one front, on a Redis of their own and a database of their own. */
export const openCluster = async (order: ClusterOrder): Promise<Target> => {
  await using opened = new AsyncDisposableStack();
  const redis = opened.use(await startRedis(order.redisProgram));
  const database = `octo_chaos_${randomBytes(4).toString('hex')}`;
  const mongo = await openMongo(order, database, opened);
  const ways = await openWays(order.nodes, redis.port, mongo.port, opened);
  const wayOf = (name: string): Ways => ways[Number(name.slice(1)) - 1]!;
  const cluster = opened.use(
    await startCluster({
      ...{ nodes: order.nodes, data: order.data, restart: false, redisUrl: '', mongoUrl: '' },
      settings: { OCTO_LIMITS: 'none', OCTO_HOUSE_BOTS: ',' },
      settingsOf: (name) => ({
        OCTO_REDIS_URL: `redis://127.0.0.1:${wayOf(name).redis.port}`,
        OCTO_MONGO_URL: `mongodb://127.0.0.1:${wayOf(name).mongo.port}/${database}?directConnection=true`,
      }),
    }),
  );
  const own = opened.move();
  return {
    ...{ url: cluster.url, kinds: faultNames },
    ...(mongo.service ? { mongo: mongo.service } : {}),
    nodes: cluster.nodes.map((node) => nodeOf(node, wayOf(node.name))),
    emptyRedis: async () => {
      await redis.kill();
      await redis.start();
    },
    [Symbol.asyncDispose]: () => own.disposeAsync(),
  };
};
