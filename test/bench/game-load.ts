import { randomUUID } from 'node:crypto';
import { guestPerson, joinGame, type Person, type SeenRoom, until } from '../support/people.ts';
import { type Pair, serveOrders } from './load.ts';

const [url, games] = [process.env.BENCH_URL!, Number(process.env.BENCH_GAMES)];
/** No line of nineteen fits, so a game lasts until the board is full. */
const board = { width: 19, height: 18, inARow: 19 };

const openTable = async (x: Person, o: Person): Promise<[SeenRoom, SeenRoom]> => {
  const { game } = await x.api.post<{ game: { id: string } }>('/v1/games', {
    settings: board,
    side: 'x',
    visibility: 'private',
  });
  const rooms: [SeenRoom, SeenRoom] = [await joinGame(url, x, game.id), await joinGame(url, o, game.id)];
  await Promise.all(rooms.map((room) => until(room, (state) => state.status === 'playing')));
  return rooms;
};

/** Both players of a table; when the board is full they leave and begin another game. */
const openPair = async (x: Person, o: Person): Promise<Pair> => {
  let rooms = await openTable(x, o);
  let ply = 0;
  const seenBy = (room: SeenRoom, version: number): Promise<void> =>
    until(room, (state) => state.version > version).then(() => undefined);
  return {
    move: async () => {
      if (ply === board.width * board.height) {
        await Promise.all(rooms.map((room) => room.leave()));
        rooms = await openTable(x, o);
        ply = 0;
      }
      const [from, to] = [rooms[ply % 2]!, rooms[(ply + 1) % 2]!];
      const body = { commandId: randomUUID(), x: ply % board.width, y: Math.floor(ply / board.width) };
      ply += 1;
      const sentAt = performance.now();
      const seen = seenBy(to, to.state.version).then(() => performance.now() - sentAt);
      await Promise.all([seen, from.request('move' as never, body as never)]);
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
