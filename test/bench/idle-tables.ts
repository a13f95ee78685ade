import { guestPerson } from '../support/people.ts';
import { newTable } from './endless-game.ts';
import { joinLean } from './lean-player.ts';

/**
 * Opens tables at which nobody moves: each game has its room, with the player who is to move connected and the other away
 * (both would be more sockets than a process may usually have). Ends with its parent.
 */
const [url, games] = [process.env.BENCH_URL!, Number(process.env.BENCH_GAMES)];
const people = await Promise.all(Array.from({ length: 200 }, () => guestPerson(url)));

const open = async (at: number): Promise<void> => {
  const [x, o] = [people[at % 200]!, people[(at + 1) % 200]!];
  const game = await newTable(x);
  await o.api.post(`/v1/games/${game}/intratoken`, { role: 'player' });
  await joinLean(url, x, game);
};

process.on('disconnect', () => process.exit(0));
for (let at = 0; at < games; at += 20)
  await Promise.all(Array.from({ length: Math.min(20, games - at) }, (_, more) => open(at + more)));
process.send!({ kind: 'ready' });
