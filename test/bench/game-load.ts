import { guestPerson } from '../support/people.ts';
import { endlessGames } from './endless-game.ts';
import { joinLean } from './lean-player.ts';
import { serveOrders } from './load.ts';

const [url, games] = [process.env.BENCH_URL!, Number(process.env.BENCH_GAMES)];
const spares = Number(process.env.BENCH_SPARES ?? 0);

serveOrders(
  await endlessGames(
    games,
    () => guestPerson(url),
    (person, game) => joinLean(url, person, game),
    spares,
  ),
);
