import { guestPerson, type Person } from '../support/people.ts';
import { joinLean, type LeanPlayer } from './lean-player.ts';
import { type Pair, serveOrders } from './load.ts';

const [url, games] = [process.env.BENCH_URL!, Number(process.env.BENCH_GAMES)];
/** No line of nineteen fits, so a game lasts until the board is full. */
const board = { width: 19, height: 18, inARow: 19 };

const openTable = async (x: Person, o: Person): Promise<[LeanPlayer, LeanPlayer]> => {
  const { game } = await x.api.post<{ game: { id: string } }>('/v1/games', {
    settings: board,
    side: 'x',
    visibility: 'private',
  });
  const first = await joinLean(url, x, game.id);
  return [first, await joinLean(url, o, game.id)];
};

/** Both players of a table; when the board is full they leave and begin another game. */
const openPair = async (x: Person, o: Person): Promise<Pair> => {
  let players = await openTable(x, o);
  let ply = 0;
  return {
    move: async () => {
      if (ply === board.width * board.height) {
        await Promise.all(players.map((player) => player.leave()));
        players = await openTable(x, o);
        ply = 0;
      }
      const [from, to] = [players[ply % 2]!, players[(ply + 1) % 2]!];
      const [column, row] = [ply % board.width, Math.floor(ply / board.width)];
      ply += 1;
      const sentAt = performance.now();
      const seen = to.nextState().then(() => performance.now() - sentAt);
      await Promise.all([seen, from.move(column, row)]);
      return seen;
    },
  };
};

const people = await Promise.all(Array.from({ length: games * 2 }, () => guestPerson(url)));
const pairs: Pair[] = [];
for (let at = 0; at < games; at += 20) {
  const next = Array.from({ length: Math.min(20, games - at) }, (_, more) => at + more);
  pairs.push(...(await Promise.all(next.map((table) => openPair(people[table * 2]!, people[table * 2 + 1]!)))));
}
serveOrders(pairs);
