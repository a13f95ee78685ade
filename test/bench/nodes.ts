import { setTimeout as sleep } from 'node:timers/promises';
import { type Cluster, startCluster } from '../../server/cluster/cluster.ts';
import { dataFolder } from '../support/server-process.ts';
import { cpuSeconds, forkScript } from './child.ts';
import { median } from './median.ts';
import { openStoreServers } from './store-servers.ts';
import {
  benchPeer,
  benchRelay,
  type Contender,
  measureLoad,
  spareTables,
  type Throughput,
  takeTurns,
} from './throughput.ts';

const tables = 100;
/** Moves a second over all tables, whatever the number of nodes. */
const rate = 500;

/** The log of some 300,000 moves is kept in memory. */
const heap = '3g';

const withCluster = async <Result>(nodes: number, run: (cluster: Cluster) => Promise<Result>): Promise<Result> => {
  await using own = new AsyncDisposableStack();
  const folder = own.use(await dataFolder());
  const servers = own.use(await openStoreServers(heap));
  const database = own.use(servers.newDatabase());
  const cluster = own.use(
    await startCluster({
      ...{ nodes, data: folder.path, redisUrl: servers.redisUrl, mongoUrl: database.url },
      settings: { OCTO_LIMITS: 'none', OCTO_HOUSE_BOTS: ',' },
    }),
  );
  await cluster.ready();
  return await run(cluster);
};

const cpuOf = (cluster: Cluster): number => cluster.nodes.reduce((sum, { pid }) => sum + cpuSeconds(pid!), 0);

/** What a node's work is at the same load, as a row. */
const nodesRow = (nodes: number, measureMs: number): Promise<string> =>
  withCluster(nodes, async (cluster) => {
    await using load = forkScript('./game-load.ts', { BENCH_URL: cluster.url, BENCH_GAMES: String(tables) });
    await load.next();
    await sleep(2_000);
    const before = cpuOf(cluster);
    await sleep(measureMs);
    const idle = (cpuOf(cluster) - before) / (measureMs / 1000);
    const busy = await measureLoad(load, () => cpuOf(cluster), { warmUpMs: 2_000, measureMs, rate });
    const micros = busy.cpuMicrosPerMove - (idle * 1_000_000 * busy.seconds) / busy.moves;
    const cells = [nodes, micros.toFixed(0), (idle * 100).toFixed(1), busy.p50.toFixed(2), busy.p99.toFixed(2)];
    return `| ${cells.join(' | ')} |`;
  });

const full = { BENCH_GAMES: '200', BENCH_SPARES: String(spareTables) };

const oneNode: Contender = (measure) =>
  withCluster(1, async (cluster) => {
    await using load = forkScript('./game-load.ts', { BENCH_URL: cluster.nodes[0]!.url!, ...full });
    return await measure(load, cluster.nodes[0]!.pid!);
  });

/** The middle, and between what the middle half of the turns is. */
const ratioOf = (mine: readonly Throughput[], theirs: readonly Throughput[], digits: number): string => {
  const each = mine.map(({ movesPerCpuSecond }, turn) => movesPerCpuSecond / theirs[turn]!.movesPerCpuSecond);
  const sorted = each.toSorted((one, other) => one - other);
  const quarter = Math.floor(sorted.length / 4);
  const [low, high] = [sorted[quarter]!, sorted.at(-1 - quarter)!].map((value) => value.toFixed(digits));
  return `**${median(each).toFixed(digits)}** (${low} to ${high})`;
};

const throughputRow = (name: string, [theirs, ours]: readonly Throughput[][]): string => {
  const of = (each: readonly Throughput[], value: (one: Throughput) => number): number => median(each.map(value));
  return `| ${[
    name,
    of(theirs!, ({ movesPerSecond }) => movesPerSecond).toFixed(0),
    of(theirs!, ({ cpuMicrosPerMove }) => cpuMicrosPerMove).toFixed(1),
    of(ours!, ({ movesPerSecond }) => movesPerSecond).toFixed(0),
    of(ours!, ({ cpuMicrosPerMove }) => cpuMicrosPerMove).toFixed(1),
    ratioOf(ours!, theirs!, 3),
  ].join(' | ')} |`;
};

const yardsticks: Readonly<Record<string, Contender>> = {
  'bare relay': (measure) => benchRelay(200, measure),
  'boardgame.io, in memory': (measure) => benchPeer(200, measure),
  'boardgame.io, in files': (measure) => benchPeer(200, measure, 'files'),
};

const benchOneNode = async (turns: number): Promise<void> => {
  const rows: string[] = [];
  for (const [name, yardstick] of Object.entries(yardsticks))
    rows.push(throughputRow(name, await takeTurns([yardstick, oneNode], turns)));
  console.log(`
## One node on MongoDB and Redis, 200 games at once

Moves are durable in MongoDB (majority, journal) before anybody hears of them; its own processor time is not the node's. Medians of ${turns} turns of a second, in which a yardstick and Octothorpe run one after the other while the other one waits; a ratio is that of moves per server-CPU second within a turn, with what the middle half of them is. Tables are open before moves are counted, and spare ones for when a board is full.

| beside | its moves/s | its server CPU us/move | Octothorpe's moves/s | its server CPU us/move | Octothorpe against it |
| --- | ---: | ---: | ---: | ---: | ---: |
${rows.join('\n')}

Aims: 0.2 of the relay, 5 times boardgame.io.`);
};

/** Many nodes on MongoDB and Redis, and one of them beside the relay and the peer. Prints two tables. */
export const benchNodes = async (seconds: number): Promise<void> => {
  const ms = seconds * 1000;
  await benchOneNode(2 * seconds);
  const rows: string[] = [];
  for (const nodes of [1, 2, 3]) rows.push(await nodesRow(nodes, ms));
  console.log(`
## A move while there are more nodes

${tables} tables move ${rate} times a second in all, through the front; CPU of all nodes together, above what they use while nobody moves.

| nodes | CPU us/move | idle CPU % of a core | p50 ms | p99 ms |
| ---: | ---: | ---: | ---: | ---: |
${rows.join('\n')}`);
};
