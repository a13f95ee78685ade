import { ask, guestPerson, joinGame, type Person, until } from '../support/people.ts';
import { endlessGames, type TablePlayer } from './endless-game.ts';
import { serveOrders } from './load.ts';

const [url, games] = [process.env.BENCH_URL!, Number(process.env.BENCH_GAMES)];

/** A player with the SDK, who has a move once it stands in the decoded state: what a browser can draw. */
const joinWithSdk = async (person: Person, game: string): Promise<TablePlayer> => {
  const room = await joinGame(url, person, game);
  return {
    move: (x, y) => ask(room, 'move', { x, y }),
    seen: () => {
      const before = room.state.version;
      return until(room, ({ version }) => version > before);
    },
    leave: () => room.leave(),
  };
};

serveOrders(await endlessGames(games, () => guestPerson(url), joinWithSdk));
