import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { createConnection } from 'mongoose';
import { type ClusterOptions, startCluster } from '../../server/cluster/cluster.ts';
import type { ClusterNode } from '../../server/cluster/cluster-node.ts';
import { type ChildService, freePort } from '../support/child-service.ts';
import { type FlakyProxy, openFlakyProxy } from '../support/flaky-proxy.ts';
import { startMongo, startRedis } from '../support/stores.ts';
import { runNginx } from '../topology/run-nginx.ts';
import { faultNames } from './schedule.ts';
import type { Target, TargetNode } from './target.ts';

export interface ClusterOrder {
  readonly nodes: number;
  /** For the nodes' own files, and the journal of a MongoDB that is started here. */
  readonly data: string;
  /** The program of a Redis server; it is given nothing to keep. */
  readonly redisProgram: string;
  /** The program of an nginx to stand before the nodes; undefined for the cluster's own front. */
  readonly nginxProgram?: string | undefined;
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

/** Nodes are called n1, n2 and so on. */
const placeOf = (name: string): number => Number(name.slice(1)) - 1;

interface Gate {
  /** Where players find the nodes; undefined for the cluster's own front. */
  readonly url: string | undefined;
  /** How the cluster's own front is to be set. */
  readonly front: Pick<ClusterOptions, 'lookEveryMs'>;
  /** What each node is told because of it. */
  settingsOf(name: string): Readonly<Record<string, string>>;
  /** To be called once the nodes run. */
  open(): Promise<void>;
}

/** A real nginx knows its nodes by their ports, which therefore stay through their restarts. */
const createGate = async ({ nodes, nginxProgram }: ClusterOrder, own: AsyncDisposableStack): Promise<Gate> => {
  if (nginxProgram === undefined)
    return { url: undefined, front: {}, settingsOf: () => ({}), open: async () => undefined };
  // All at once: a port that is given back could be given out again.
  const [port, ...ports] = await Promise.all([freePort(), ...Array.from({ length: nodes }, () => freePort())]);
  const url = `http://127.0.0.1:${port}`;
  return {
    url,
    // Nobody comes through it: it need not know within moments who is ready.
    front: { lookEveryMs: 2_000 },
    settingsOf: (name) => ({ OCTO_PORT: String(ports[placeOf(name)]), OCTO_PUBLIC_URL: url }),
    open: async () => void own.use(await runNginx(nginxProgram, ports, { port })),
  };
};

/** Many nodes behind one front, on a Redis of their own and a database of their own. */
export const openCluster = async (order: ClusterOrder): Promise<Target> => {
  await using opened = new AsyncDisposableStack();
  const redis = opened.use(await startRedis(order.redisProgram));
  const database = `octo_chaos_${randomBytes(4).toString('hex')}`;
  const mongo = await openMongo(order, database, opened);
  const ways = await openWays(order.nodes, redis.port, mongo.port, opened);
  const wayOf = (name: string): Ways => ways[placeOf(name)]!;
  const gate = await createGate(order, opened);
  const cluster = opened.use(
    await startCluster({
      ...{ nodes: order.nodes, data: order.data, restart: false, redisUrl: '', mongoUrl: '' },
      ...gate.front,
      settings: { OCTO_LIMITS: 'none', OCTO_HOUSE_BOTS: ',' },
      settingsOf: (name) => ({
        ...gate.settingsOf(name),
        OCTO_REDIS_URL: `redis://127.0.0.1:${wayOf(name).redis.port}`,
        OCTO_MONGO_URL: `mongodb://127.0.0.1:${wayOf(name).mongo.port}/${database}?directConnection=true`,
      }),
    }),
  );
  await gate.open();
  const own = opened.move();
  return {
    ...{ url: gate.url ?? cluster.url, kinds: faultNames },
    ...(mongo.service ? { mongo: mongo.service } : {}),
    nodes: cluster.nodes.map((node) => nodeOf(node, wayOf(node.name))),
    emptyRedis: async () => {
      await redis.kill();
      await redis.start();
    },
    [Symbol.asyncDispose]: () => own.disposeAsync(),
  };
};
