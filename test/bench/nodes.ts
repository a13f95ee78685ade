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
const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

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

const throughputRow = (name: string, each: readonly Throughput[], relay: readonly Throughput[]): string => {
  const of = (value: (one: Throughput) => number): number => median(each.map(value));
  return `| ${[
    name,
    of(({ movesPerSecond }) => movesPerSecond).toFixed(0),
    of(({ cpuMicrosPerMove }) => cpuMicrosPerMove).toFixed(1),
    of(({ movesPerCpuSecond }) => movesPerCpuSecond).toFixed(0),
    ratioOf(each, relay, 3),
    of(({ p50 }) => p50).toFixed(1),
  ].join(' | ')} |`;
};

const benchOneNode = async (turns: number): Promise<void> => {
  const [relay, octothorpe, memory, files] = (await takeTurns(
    [
      (measure) => benchRelay(200, measure),
      oneNode,
      (measure) => benchPeer(200, measure),
      (measure) => benchPeer(200, measure, 'files'),
    ],
    turns,
  )) as [Throughput[], Throughput[], Throughput[], Throughput[]];
  console.log(`
## One node on MongoDB and Redis, 200 games at once

Moves are durable in MongoDB (majority, journal) before anybody hears of them; its own processor time is not the node's. Medians of ${turns} turns of a second, in which one after the other runs while the others wait; a ratio is that within a turn, with what the middle half of them is. Tables are open before moves are counted, and spare ones for when a board is full.

| | moves/s | server CPU us/move | moves per server-CPU second | of the relay | p50 ms |
| --- | ---: | ---: | ---: | ---: | ---: |
${throughputRow('bare relay', relay, relay)}
${throughputRow('boardgame.io, in memory', memory, relay)}
${throughputRow('boardgame.io, in files', files, relay)}
${throughputRow('Octothorpe', octothorpe, relay)}

${ratioOf(octothorpe, memory, 1)} times boardgame.io's in memory, ${ratioOf(octothorpe, files, 1)} times its in files (aim: 5); ${ratioOf(octothorpe, relay, 3)} of the relay's (aim: 0.2).`);
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
