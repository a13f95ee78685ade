import { openServer } from '../support/server-process.ts';
import { forkScript } from './child.ts';
import type { LoadResult } from './load.ts';
import {
  benchColyseus,
  benchPeer,
  benchRelay,
  fullAndHalf,
  spareTables,
  type Throughput,
  watchScreens,
} from './throughput.ts';

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
  await using server = await openServer({ OCTO_LIMITS: 'none' });
  const asked = { BENCH_URL: server.url, BENCH_GAMES: String(games), BENCH_SPARES: String(spareTables) };
  await using load = forkScript('./game-load.ts', asked);
  const [full, half] = await fullAndHalf(measureMs)(load, server.pid);
  const table = { BENCH_URL: server.url, BENCH_GAMES: String(screenGames) };
  await using screens = forkScript('./screen-load.ts', table);
  const pace = { rate: full.movesPerSecond / 2, share: screenGames / games, measureMs };
  return { full, half, screen: await watchScreens(load, screens, pace) };
};

const rows = (name: string, [full, half]: readonly [Throughput, Throughput]): string =>
  `${row(`${name}, full speed`, full)}\n${row(`${name}, half of that`, half)}`;

const ratioOf = (mine: Throughput, theirs: Throughput): string =>
  round(mine.movesPerCpuSecond / theirs.movesPerCpuSecond, 3);

/**
 * Durable moves beside a bare relay, beside Colyseus alone and, with `peer`, beside boardgame.io's server, one after the
 * other on the same machine. Prints a table and the ratios.
 */
export const benchPlay = async (seconds: number, peer = false, games = 200): Promise<void> => {
  const ms = seconds * 1000;
  const measure = fullAndHalf(ms);
  const relay = await benchRelay(games, measure);
  const colyseus = await benchColyseus(games, measure);
  const inMemory = peer ? await benchPeer(games, measure) : undefined;
  const inFiles = peer ? await benchPeer(games, measure, 'files') : undefined;
  const { full, half, screen } = await benchServer(games, ms);
  console.log(`
## A move, ${games} games at once, ${seconds} s a row

From sending to the opponent's having it. The relay is bare \`ws\`: nothing parsed, kept or judged. Colyseus alone is a room that sets a cell, patches and answers: no rules, no log. Octothorpe's moves are durable (fsync) before anybody hears of them.

| | moves/s | p50 ms | p99 ms | server CPU us/move | moves per server-CPU second |
| --- | ---: | ---: | ---: | ---: | ---: |
${rows('bare relay', relay)}
${rows('Colyseus alone', colyseus)}
${inMemory ? `${rows('boardgame.io, in memory', inMemory)}\n` : ''}${inFiles ? `${rows('boardgame.io, in files', inFiles)}\n` : ''}${rows('Octothorpe', [full, half])}

Moves per server-CPU second: **${ratioOf(full, relay[0])}** of the bare relay (aim: 0.3), **${ratioOf(full, colyseus[0])}** of what Colyseus alone does${inMemory && inFiles ? `, **${ratioOf(full, inMemory[0])}** times boardgame.io in memory and **${ratioOf(full, inFiles[0])}** times boardgame.io in files` : ''}. p99 at half load ${round(half.p99, 2)} ms (aim: below 20).
Seen through the SDK in ${screenGames} more games at that load, from sending to the opponent's decoded state: p50 ${round(screen.p50, 2)} ms, p99 ${round(screen.p99, 2)} ms, over ${round(screen.moves)} moves.`);
};
