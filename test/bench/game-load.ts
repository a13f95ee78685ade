import { guestPerson } from '../support/people.ts';
import { endlessGames } from './endless-game.ts';
import { joinLean } from './lean-player.ts';
import { serveOrders } from './load.ts';

const [url, games] = [process.env.BENCH_URL!, Number(process.env.BENCH_GAMES)];

serveOrders(
  await endlessGames(
    games,
    () => guestPerson(url),
    (person, game) => joinLean(url, person, game),
  ),
);
