import assert from 'node:assert/strict';
import { fileURLToPath } from 'node:url';
import { type Cluster, type ClusterOptions, startCluster } from '../../../server/cluster/cluster.ts';
import { eventually } from '../../support/people.ts';

const program = fileURLToPath(new URL('small-node.ts', import.meta.url));

const start = (options: Partial<ClusterOptions> = {}): Promise<Cluster> =>
  startCluster({
    ...{ nodes: 3, program, data: 'data', mongoUrl: 'mongodb://m/octo', redisUrl: 'redis://r' },
    ...options,
  });

const settingsAt = async (url: string): Promise<Record<string, string>> =>
  (await (await fetch(`${url}/`)).json()) as Record<string, string>;

const isAlive = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

describe('a cluster', function () {
  this.timeout(30_000);

  it('[CL20] every node has a name of its own, the same stores and the address of the front', async () => {
    await using cluster = await start({ settings: { OCTO_LIMITS: 'none', OCTO_LOG_LEVEL: 'silent' } });
    assert.ok(cluster.isReady());
    for (const { name, url } of cluster.nodes)
      assert.deepEqual(await settingsAt(url!), {
        OCTO_HOST: '127.0.0.1',
        OCTO_PORT: '0',
        OCTO_NODE: name,
        OCTO_DATA: `data/${name}`,
        OCTO_MONGO_URL: 'mongodb://m/octo',
        OCTO_REDIS_URL: 'redis://r',
        OCTO_PUBLIC_URL: cluster.url,
        OCTO_TRUST_PROXY: 'true',
        OCTO_LIMITS: 'none',
        OCTO_LOG_LEVEL: 'info',
      });
    assert.deepEqual(
      cluster.nodes.map(({ name }) => name),
      ['n1', 'n2', 'n3'],
    );
  });

  it('[CL21] closing stops every node and says whether all ended as they should', async () => {
    const lost: string[] = [];
    const cluster = await start({ onLost: (name) => void lost.push(name) });
    const pids = cluster.nodes.map(({ pid }) => pid!);
    assert.equal(await cluster.close(), true);
    assert.deepEqual(pids.filter(isAlive), []);
    assert.deepEqual(lost, []);
    assert.match(cluster.nodes[0]!.log.at(-1)!, /stopped/);
  });

  it('[CL22] a start that fails says why and leaves nothing behind', async () => {
    const lines: string[] = [];
    const settings = { OCTO_MAIL_FROM: 'fails n2' };
    await assert.rejects(start({ settings, onLine: (name, line) => void lines.push(`${name} ${line}`) }), {
      name: 'NodeNotStarted',
      message: /told to fail/,
    });
    assert.ok(lines.includes('n2 cannot start: told to fail'));
  });

  it('[CL23] a node can be killed, and started again under its name', async () => {
    await using cluster = await start();
    const [n1] = cluster.nodes;
    const before = n1!.pid!;
    assert.equal(await n1!.kill(), null);
    assert.ok(!isAlive(before));
    assert.equal(n1!.url, undefined);
    assert.equal(cluster.isReady(), false);
    for (const node of ['n2', 'n3', 'n2', 'n3']) {
      const { OCTO_NODE } = await settingsAt(cluster.url);
      assert.ok(OCTO_NODE === 'n2' || OCTO_NODE === 'n3', `${node} expected, ${OCTO_NODE} answered`);
    }
    await n1!.restart();
    await cluster.ready();
    assert.notEqual(n1!.pid, before);
    assert.equal((await settingsAt(n1!.url!)).OCTO_NODE, 'n1');
    assert.equal(await n1!.stop(), 0);
    assert.equal(await n1!.stop(), 0);
  });

  it('[CL24] a frozen node is passed over until it thaws, and can be stopped frozen', async () => {
    await using cluster = await start({ nodes: 2 });
    const [n1] = cluster.nodes;
    n1!.freeze();
    await eventually(
      async () => cluster.isReady(),
      (ready) => !ready,
    );
    assert.equal((await settingsAt(cluster.url)).OCTO_NODE, 'n2');
    assert.equal((await settingsAt(cluster.url)).OCTO_NODE, 'n2');
    n1!.thaw();
    await cluster.ready();
    n1!.freeze();
    assert.equal(await n1!.stop(), 0);
  });

  it('[CL25] a node that ends by itself is told of, and is started again where that was asked for', async () => {
    const lost: string[] = [];
    await using cluster = await start({
      nodes: 2,
      restart: true,
      restartAfterMs: 1,
      onLost: (name, code) => void lost.push(`${name} ${code}`),
    });
    const [n1] = cluster.nodes;
    const before = n1!.pid;
    await fetch(`${n1!.url}/die`).catch(() => undefined);
    await eventually(
      async () => n1!.pid,
      (pid) => pid !== undefined && pid !== before,
    );
    await cluster.ready();
    assert.deepEqual(lost, ['n1 3']);
  });
});
