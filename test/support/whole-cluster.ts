import { type Cluster, type ClusterOptions, startCluster } from '../../server/cluster/cluster.ts';
import { dropMongo, freshMongoUrl } from '../server/storage/mongo/temporary-mongo.ts';
import { serviceFor } from '../services.ts';
import { runNginx } from '../topology/run-nginx.ts';
import { freePort } from './child-service.ts';
import { openTestRedis, type TestRedis } from './redis.ts';
import { dataFolder } from './server-process.ts';

/** An installation under test: one server, or many nodes behind a proxy. */
export interface Installation extends AsyncDisposable {
  readonly url: string;
  /** Stops the servers as an operator would; resolves with 0 when all ended as they should. */
  stop(): Promise<number | null>;
}

type Context = { skip(): never };

/** Three nodes with a database and a Redis of their own, which go with them. */
export interface TestCluster extends AsyncDisposable {
  readonly cluster: Cluster;
  readonly redis: TestRedis;
}

/** Without house bots, unless they are asked for; skips the test where a store is missing. */
export const openNodes = async (
  context: Context,
  { settings, settingsOf }: Pick<ClusterOptions, 'settings' | 'settingsOf'> = {},
): Promise<TestCluster> => {
  await using opened = new AsyncDisposableStack();
  const mongoUrl = freshMongoUrl(serviceFor(context, 'mongo'));
  const redis = opened.use(await openTestRedis(serviceFor(context, 'redis')));
  const folder = opened.use(await dataFolder());
  opened.defer(() => dropMongo(mongoUrl));
  const cluster = opened.use(
    await startCluster({
      ...{ nodes: 3, mongoUrl, redisUrl: redis.url, data: folder.path },
      settings: { OCTO_HOUSE_BOTS: ',', ...settings },
      ...(settingsOf && { settingsOf }),
    }),
  );
  const own = opened.move();
  return { cluster, redis, [Symbol.asyncDispose]: () => own.disposeAsync() };
};

const installation = (url: string, cluster: Cluster, own: AsyncDisposableStack): Installation => ({
  url,
  stop: async () => ((await cluster.close()) ? 0 : 1),
  [Symbol.asyncDispose]: () => own.disposeAsync(),
});

/** Three nodes behind the cluster's own front; skips the test where a store is missing. */
export const openCluster = async (context: Context): Promise<Installation> => {
  await using own = new AsyncDisposableStack();
  const { cluster } = own.use(await openNodes(context));
  return installation(cluster.url, cluster, own.move());
};

/** The same three nodes behind a real nginx with the installation's `nginx.conf`. */
export const openClusterBehindNginx = async (context: Context): Promise<Installation> => {
  const program = serviceFor(context, 'nginx');
  await using own = new AsyncDisposableStack();
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const { cluster } = own.use(await openNodes(context, { settingsOf: () => ({ OCTO_PUBLIC_URL: url }) }));
  const ports = cluster.nodes.map((node) => Number(new URL(node.url!).port));
  own.use(await runNginx(program, ports, { port }));
  return installation(url, cluster, own.move());
};
