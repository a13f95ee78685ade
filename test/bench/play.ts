import { dataFolder, startServer } from '../support/server-process.ts';
import { forkScript } from './child.ts';
import type { LoadResult } from './load.ts';
import { benchColyseus, benchRelay, fullAndHalf, type Throughput, watchScreens } from './throughput.ts';

const round = (value: number, digits = 0): string =>
  value.toLocaleString('en', { maximumFractionDigits: digits, minimumFractionDigits: digits });

const row = (name: string, load: Throughput): string =>
  `| ${[
    name,
    round(load.movesPerSecond),
    round(load.p50, 2),
    round(load.p99, 2),
    round(load.cpuMicrosPerMove, 1),
    round(load.movesPerCpuSecond),
  ].join(' | ')} |`;

/** Games played with the SDK among the others. */
const screenGames = 8;

interface ServerResult {
  readonly full: Throughput;
  readonly half: Throughput;
  /** From sending to the opponent's decoded state, at half load. */
  readonly screen: LoadResult;
}

const benchServer = async (games: number, measureMs: number): Promise<ServerResult> => {
  await using folder = await dataFolder();
  const server = await startServer(folder.path, { OCTO_LIMITS: 'none' });
  try {
    await using load = forkScript('./game-load.ts', { BENCH_URL: server.url, BENCH_GAMES: String(games) });
    const [full, half] = await fullAndHalf(load, server.pid, measureMs);
    const table = { BENCH_URL: server.url, BENCH_GAMES: String(screenGames) };
    await using screens = forkScript('./screen-load.ts', table);
    const pace = { rate: full.movesPerSecond / 2, share: screenGames / games, measureMs };
    return { full, half, screen: await watchScreens(load, screens, pace) };
  } finally {
    await server.stop();
  }
};

/** Durable moves beside a bare relay, one after the other on the same machine. Prints a table and the ratios. */
export const benchPlay = async (seconds: number, games = 200): Promise<void> => {
  const relay = await benchRelay(games, seconds * 1000);
  const colyseus = await benchColyseus(games, seconds * 1000);
  const octothorpe = await benchServer(games, seconds * 1000);
  const ratio = octothorpe.full.movesPerCpuSecond / relay[0].movesPerCpuSecond;
  console.log(`
## A move, ${games} games at once, ${seconds} s a row

From sending to the opponent's having it. The relay is bare \`ws\`: nothing parsed, kept or judged. Colyseus alone is a room that sets a cell, patches and answers: no rules, no log. Octothorpe's moves are durable (fsync) before anybody hears of them.

| | moves/s | p50 ms | p99 ms | server CPU us/move | moves per server-CPU second |
| --- | ---: | ---: | ---: | ---: | ---: |
${row('bare relay, full speed', relay[0])}
${row('bare relay, half of that', relay[1])}
${row('Colyseus alone, full speed', colyseus[0])}
${row('Colyseus alone, half of that', colyseus[1])}
${row('Octothorpe, full speed', octothorpe.full)}
${row('Octothorpe, half of that', octothorpe.half)}

Octothorpe does **${round(ratio, 3)}** of the bare relay's moves per server-CPU second (aim: 0.3), and **${round(octothorpe.full.movesPerCpuSecond / colyseus[0].movesPerCpuSecond, 3)}** of what Colyseus alone does; p99 at half load ${round(octothorpe.half.p99, 2)} ms (aim: below 20).
Seen through the SDK in ${screenGames} more games at that load, from sending to the opponent's decoded state: p50 ${round(octothorpe.screen.p50, 2)} ms, p99 ${round(octothorpe.screen.p99, 2)} ms, over ${round(octothorpe.screen.moves)} moves.`);
};
