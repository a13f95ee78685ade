import { setTimeout as sleep } from 'node:timers/promises';
import type { ServerProcess } from '../support/server-process.ts';
import { cpuSeconds, forkScript } from './child.ts';
import { fillLog } from './fill-log.ts';
import type { Ground, Installation } from './grounds.ts';
import { median } from './median.ts';
import { measureLoad, type Throughput } from './throughput.ts';

const activeTables = 50;
const rate = 1_000;
/**
 * A process that was just started compiles what it runs often for some fifteen seconds, and one that has opened ten thousand
 * games has done so: without a time to warm up, growth would look like a gain.
 */
const warmUpMs = 20_000;
/** One of them costs up to a fifth more or less than the next, with nothing changed. */
const times = 5;

/** What one state of growth costs. */
interface Cost {
  /** The share of a core, in percent, that the server uses while nobody moves. */
  readonly idlePercent: number;
  /** Beyond that, server CPU for a move, microseconds. */
  readonly microsPerMove: number;
  readonly p50: number;
  readonly p99: number;
}

/** The same fifty tables at the same pace, whatever else the server has: the median of some times. */
const costOfMoves = async (server: ServerProcess, measureMs: number): Promise<Cost> => {
  await using load = forkScript('./game-load.ts', { BENCH_URL: server.url, BENCH_GAMES: String(activeTables) });
  await load.next();
  const cpuUsed = (): number => cpuSeconds(server.pid);
  await measureLoad(load, cpuUsed, { warmUpMs: 0, measureMs: warmUpMs, rate });
  await sleep(2_000);
  const before = cpuUsed();
  await sleep(measureMs);
  const idle = (cpuUsed() - before) / (measureMs / 1000);
  const busy: Throughput[] = [];
  for (let time = 0; time < times; time += 1)
    busy.push(await measureLoad(load, cpuUsed, { warmUpMs: 2_000, measureMs, rate }));
  const aboveIdle = busy.map(
    ({ cpuMicrosPerMove, moves, seconds }) => cpuMicrosPerMove - (idle * 1e6 * seconds) / moves,
  );
  return {
    idlePercent: idle * 100,
    microsPerMove: median(aboveIdle),
    p50: median(busy.map(({ p50 }) => p50)),
    p99: median(busy.map(({ p99 }) => p99)),
  };
};

const row = (name: string, { microsPerMove, idlePercent, p50, p99 }: Cost, first: Cost): string =>
  `| ${[
    name,
    microsPerMove.toFixed(0),
    (microsPerMove / first.microsPerMove).toFixed(2),
    idlePercent.toFixed(1),
    p50.toFixed(2),
    p99.toFixed(2),
  ].join(' | ')} |`;

const print = (title: string, column: string, costs: readonly (readonly [string, Cost])[]): void => {
  console.log(`
## ${title}

${activeTables} tables move ${rate} times a second in all; CPU of the server, all its threads, above what it uses while nobody moves (one stretch); median of ${times} times.

| ${column} | server CPU us/move | against the first | idle CPU % of a core | p50 ms | p99 ms |
| ---: | ---: | ---: | ---: | ---: | ---: |
${costs.map(([name, cost]) => row(name, cost, costs[0]![1])).join('\n')}`);
};

/** The same tables on a server that is stopped afterwards; `around` makes what shall be there beside them. */
const costBeside = async (
  installation: Installation,
  seconds: number,
  around?: (server: ServerProcess) => Promise<AsyncDisposable>,
): Promise<Cost> => {
  const server = await installation.start();
  try {
    await using _ = await around?.(server);
    return await costOfMoves(server, seconds * 1000);
  } finally {
    await server.stop();
  }
};

const idleTables = async ({ url }: ServerProcess, games: number): Promise<AsyncDisposable> => {
  const idle = forkScript('./idle-tables.ts', { BENCH_URL: url, BENCH_GAMES: String(games) });
  await idle.next();
  return idle;
};

export interface Growth {
  /** Measured for so long. */
  readonly seconds: number;
  /** Steps beyond it are left out. */
  readonly most: number;
}
const gamesOpen = [100, 1_000, 10_000];
const eventsLogged = [10_000, 100_000, 1_000_000, 10_000_000];

/** Cost of a move while more and more games are open, each with its room and the player who is to move. */
export const benchOpenGames = async (ground: Ground, { seconds, most }: Growth): Promise<void> => {
  const costs: [string, Cost][] = [];
  for (const games of gamesOpen.filter((count) => count <= most)) {
    await using installation = await ground.newInstallation();
    const cost = await costBeside(installation, seconds, (server) => idleTables(server, games));
    costs.push([games.toLocaleString('en'), cost]);
  }
  print(`A move while more games are open, on ${ground.name}`, 'open games', costs);
};

/** Cost of a move while the log grows. */
export const benchLongLog = async (ground: Ground, { seconds, most }: Growth): Promise<void> => {
  const costs: [string, Cost][] = [];
  await using installation = await ground.newInstallation();
  await fillLog(installation.place, 100);
  for (const events of eventsLogged.filter((count) => count <= Math.min(most, ground.mostEvents))) {
    await installation.lengthenLog(events);
    costs.push([events.toLocaleString('en'), await costBeside(installation, seconds)]);
  }
  print(`A move while the log grows, on ${ground.name}`, 'events in the log', costs);
};
