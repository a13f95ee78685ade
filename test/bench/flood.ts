import { ask, guestPerson, joinGame, type Person, type SeenRoom, until } from '../support/people.ts';
import { dataFolder, startServer } from '../support/server-process.ts';
import { forkScript } from './child.ts';
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

const row = (what: string, latencies: Latencies): string => {
  const [median, most, worst] = [0.5, 0.99, 1].map((q) => latencies.quantile(q).toFixed(1));
  return `| ${what} | ${latencies.count} | ${median} | ${most} | ${worst} |`;
};

const flooded = async (url: string, table: Table, connections: number, seconds: number) => {
  await using flooder = forkScript('flooder.ts');
  const { accessToken } = await guestPerson(url);
  flooder.send({ url, game: table.game, accessToken, connections } satisfies FloodOrder);
  const seen = await play(table, seconds);
  flooder.send('report');
  return { seen, result: await flooder.next<FloodResult>() };
};

/** What two who play notice of somebody who floods their game from several connections, and comes back when thrown out. */
export const benchFlood = async (seconds: number): Promise<void> => {
  await using folder = await dataFolder();
  const server = await startServer(folder.path);
  const { url } = server;
  try {
    const [x, o] = [await guestPerson(url), await guestPerson(url)];
    console.log(
      `\n## A flood beside a game\n\nFrom sending a move to its answer, ms; ${side}x${side}, a move every ${betweenMovesMs} ms.\n`,
    );
    console.log('| | moves | p50 | p99 | worst |\n| --- | ---: | ---: | ---: | ---: |');
    console.log(row('alone', await play(await openTable(url, x, o), seconds)));
    for (const connections of [1, 4]) {
      const { seen, result } = await flooded(url, await openTable(url, x, o), connections, seconds);
      console.log(row(`beside ${connections} flooding`, seen));
      const ends = Object.entries(result.closed).map(([code, times]) => `${times} closed with ${code}`);
      console.log(
        `\n${result.frames} frames sent; ${ends.join(', ') || 'none closed'}; ${result.refused} joins refused.\n`,
      );
    }
  } finally {
    await server.stop();
  }
};
