import { setTimeout as sleep } from 'node:timers/promises';
import { dataFolder } from '../support/server-process.ts';
import { type Child, cpuSeconds, forkScript } from './child.ts';
import type { LoadMessage, LoadOrder, LoadResult } from './load.ts';
import { installPeer } from './peer/install.ts';

/** What one load cost the server. */
export interface Throughput extends LoadResult {
  readonly movesPerSecond: number;
  /** Moves for each second of processor time, all threads, that the server used. */
  readonly movesPerCpuSecond: number;
  readonly cpuMicrosPerMove: number;
}

/**
 * Lets a load that is ready run once and reads the processor time, seconds, of the server or servers over exactly the
 * measured part.
 */
export const measureLoad = async (load: Child, cpuUsed: () => number, order: LoadOrder): Promise<Throughput> => {
  load.send({ ...order });
  await load.next<LoadMessage>();
  const before = cpuUsed();
  const end = await load.next<{ kind: 'end' } & LoadResult>();
  const cpu = cpuUsed() - before;
  return {
    ...end,
    movesPerSecond: end.moves / end.seconds,
    movesPerCpuSecond: end.moves / cpu,
    cpuMicrosPerMove: (cpu * 1_000_000) / end.moves,
  };
};

const untilReady = async (load: Child): Promise<void> => {
  const { kind } = await load.next<LoadMessage>();
  if (kind !== 'ready') throw new Error(`expected ready, got ${kind}`);
};

/** V8 goes on compiling for some ten seconds: what is measured is a server that has been at work. */
const warmUpMs = 12_000;

/** Tables that each pair has ready: enough to warm up and for twenty seconds at ten thousand moves a second on 200 tables. */
export const spareTables = 4;

/** The same for boardgame.io, which makes fewer moves in that time; with its files so few that no board gets full. */
const peerSpares = { memory: 2, files: 0 };

/** A load that is connected to a server. */
type Running = readonly [load: Child, serverPid: number];
/** What is measured of it. */
type Measure<Result> = (...running: Running) => Promise<Result>;

const fullSpeed =
  (measureMs: number): Measure<Throughput> =>
  async (load, serverPid) => {
    await untilReady(load);
    return await measureLoad(load, () => cpuSeconds(serverPid), { warmUpMs, measureMs, rate: null });
  };

/** At full speed, then at half the rate that was reached. */
export const fullAndHalf =
  (measureMs: number): Measure<[Throughput, Throughput]> =>
  async (load, serverPid) => {
    const full = await fullSpeed(measureMs)(load, serverPid);
    const cpuUsed = (): number => cpuSeconds(serverPid);
    const half = await measureLoad(load, cpuUsed, { warmUpMs: 1_000, measureMs, rate: full.movesPerSecond / 2 });
    return [full, half];
  };

/** Waits until these have nothing left to do, at most five seconds: what one has yet to write would be in the next one's way. */
const untilIdle = async (pids: readonly number[]): Promise<void> => {
  const used = (): number => pids.reduce((sum, pid) => sum + cpuSeconds(pid), 0);
  let before = used();
  for (let looks = 0; looks < 20; looks += 1) {
    await sleep(250);
    const now = used();
    if (now - before <= 0.02) return;
    before = now;
  }
};

/** How long a contender runs in its turn, and before that is measured. */
const turn = { warmUpMs: 250, measureMs: 1_000 };

/** Opens a server and a load on it for as long as `measure` takes. */
export type Contender = <Result>(measure: Measure<Result>) => Promise<Result>;

/**
 * All at full speed, each in its turn and again and again, while the others wait: the same machine is a third faster at one
 * moment than at another, so only what was measured next to each other can be compared. Gives the turns of each.
 */
export const takeTurns = async (contenders: readonly Contender[], turns: number): Promise<readonly Throughput[][]> => {
  const run = async (all: readonly Running[]): Promise<readonly Throughput[][]> => {
    const next = contenders[all.length];
    if (next) return await next((...one) => run([...all, one]));
    const measureOne = async ([load, pid]: Running, order: Omit<LoadOrder, 'rate'>) => {
      const measured = await measureLoad(load, () => cpuSeconds(pid), { ...order, rate: null });
      await untilIdle([load.pid, pid]);
      return measured;
    };
    for (const [load, pid] of all) {
      await untilReady(load);
      await measureOne([load, pid], { warmUpMs, measureMs: 100 });
    }
    const results: Throughput[][] = all.map(() => []);
    for (let at = 0; at < turns; at += 1)
      for (const [index, one] of all.entries()) results[index]!.push(await measureOne(one, turn));
    return results;
  };
  return await run([]);
};

/**
 * What players see while others make the load: `screens` plays at the pace of the tables around it, in a process of its own,
 * so that its own work does not wait behind the load generator's.
 */
export const watchScreens = async (
  load: Child,
  screens: Child,
  { rate, share, measureMs }: { readonly rate: number; readonly share: number; readonly measureMs: number },
): Promise<LoadResult> => {
  await untilReady(screens);
  load.send({ warmUpMs: 500, measureMs: measureMs + 2_000, rate });
  screens.send({ warmUpMs: 1_500, measureMs, rate: rate * share });
  await screens.next<LoadMessage>();
  const seen = await screens.next<{ kind: 'end' } & LoadResult>();
  await load.next<LoadMessage>();
  await load.next<LoadMessage>();
  return seen;
};

export const benchRelay = async <Result>(games: number, measure: Measure<Result>): Promise<Result> => {
  await using server = forkScript('./relay-server.ts');
  const { port } = await server.next<{ port: number }>();
  await using load = forkScript('./relay-load.ts', { BENCH_PORT: String(port), BENCH_GAMES: String(games) });
  return await measure(load, server.pid);
};

/** Colyseus alone, beneath our own work: see `colyseus-server.ts`. */
export const benchColyseus = async <Result>(games: number, measure: Measure<Result>): Promise<Result> => {
  await using server = forkScript('./colyseus-server.ts', { BENCH_GAMES: String(games) });
  const { port, ids } = await server.next<{ port: number; ids: string[] }>();
  await using load = forkScript('./colyseus-load.ts', { BENCH_PORT: String(port), BENCH_ROOMS: JSON.stringify(ids) });
  return await measure(load, server.pid);
};

/**
 * boardgame.io's server with the same board over its socket transport: with its matches in memory, and in files, which
 * is the durable storage that it brings.
 */
export const benchPeer = async <Result>(
  games: number,
  measure: Measure<Result>,
  store: 'memory' | 'files' = 'memory',
): Promise<Result> => {
  installPeer();
  await using folder = await dataFolder();
  // As in production: elsewhere it walks through the whole state at every move, to see whether it can be written.
  const files = store === 'files' ? { BENCH_FOLDER: folder.path } : {};
  await using server = forkScript('./peer/server.ts', { NODE_ENV: 'production', ...files });
  const { port } = await server.next<{ port: number }>();
  const asked = { BENCH_PORT: String(port), BENCH_GAMES: String(games), BENCH_SPARES: String(peerSpares[store]) };
  await using load = forkScript('./peer/load.ts', asked);
  return await measure(load, server.pid);
};
