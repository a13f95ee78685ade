import { ask, guestPerson, joinGame, type Person, type SeenRoom, until } from '../support/people.ts';
import { openServer } from '../support/server-process.ts';
import { cpuSeconds, forkScript } from './child.ts';
import type { FloodOrder, FloodResult } from './flooder.ts';
import { createLatencies, type Latencies } from './latencies.ts';

const side = 19;
/** A board that takes ten seconds to fill at this pace, which is more than any person's. */
const betweenMovesMs = 30;

interface Table {
  readonly game: string;
  readonly rooms: readonly [SeenRoom, SeenRoom];
}

const openTable = async (url: string, x: Person, o: Person): Promise<Table> => {
  const { game } = await x.api.post<{ game: { id: string } }>('/v1/games', {
    settings: { width: side, height: side, inARow: side },
    side: 'x',
  });
  return { game: game.id, rooms: [await joinGame(url, x, game.id), await joinGame(url, o, game.id)] };
};

/** Moves in turn, each a while after the one before was seen; the time from sending to the answer counts. */
const play = async ({ rooms }: Table, seconds: number): Promise<Latencies> => {
  const latencies = createLatencies();
  const moves = Math.min(side * side, Math.floor((seconds * 1_000) / betweenMovesMs));
  for (let ply = 0; ply < moves; ply += 1) {
    const [mover, other] = ply % 2 === 0 ? rooms : [rooms[1], rooms[0]];
    const sentAt = performance.now();
    const { version } = await ask(mover, 'move', { x: ply % side, y: Math.floor(ply / side) });
    latencies.add(performance.now() - sentAt);
    await until(other, (state) => state.version >= version);
    await new Promise((resolve) => setTimeout(resolve, betweenMovesMs));
  }
  return latencies;
};

/** Prints a row about what is played meanwhile: latencies, and the server's processor time in percent of a core. */
const measure = async (what: string, pid: number, playing: () => Promise<Latencies>): Promise<void> => {
  const [cpu, since] = [cpuSeconds(pid), performance.now()];
  const latencies = await playing();
  const busy = ((cpuSeconds(pid) - cpu) / (performance.now() - since)) * 100_000;
  const [median, most, worst] = [0.5, 0.99, 1].map((q) => latencies.quantile(q).toFixed(1));
  console.log(`| ${what} | ${latencies.count} | ${median} | ${most} | ${worst} | ${busy.toFixed(0)} |`);
};

const summary = ({ frames, closed, refused }: FloodResult): string => {
  const ends = Object.entries(closed).map(([code, times]) => `${times} connections closed with ${code}`);
  return `${frames} frames sent; ${ends.join(', ') || 'none closed'}; ${refused} joins refused.`;
};

/** What two who play notice of somebody who floods their game from several connections, and comes back when thrown out. */
export const benchFlood = async (seconds: number): Promise<void> => {
  await using server = await openServer();
  const { url, pid } = server;
  const results: string[] = [];
  const [x, o] = [await guestPerson(url), await guestPerson(url)];
  console.log(`\n## A flood beside a game\n\nFrom sending a move to its answer; a move every ${betweenMovesMs} ms.\n`);
  console.log(
    '| | moves | p50 ms | p99 ms | worst ms | server, % of a core |\n| --- | ---: | ---: | ---: | ---: | ---: |',
  );
  const alone = await openTable(url, x, o);
  await measure('alone', pid, () => play(alone, seconds));
  for (const connections of [1, 4]) {
    const table = await openTable(url, x, o);
    await using flooder = forkScript('flooder.ts');
    const { accessToken } = await guestPerson(url);
    flooder.send({ url, game: table.game, accessToken, connections } satisfies FloodOrder);
    await measure(`beside ${connections} flooding`, pid, () => play(table, seconds));
    flooder.send('report');
    results.push(`${connections} flooding: ${summary(await flooder.next<FloodResult>())}`);
  }
  console.log(`\n${results.join('\n')}`);
};
