import { httpClient } from '../support/http-client.ts';
import { endlessGame } from './endless-game.ts';
import { joinRoom } from './lean-player.ts';
import { type Pair, serveOrders } from './load.ts';

const url = `http://127.0.0.1:${process.env.BENCH_PORT}`;
const api = httpClient(url);
const ids: string[] = JSON.parse(process.env.BENCH_ROOMS!);

/** Nothing is judged there, so a full board is played on, by who is there. */
const takeRoom = async (id: string): Promise<Pair> => {
  const [first, second] = [await joinRoom(url, api, id), await joinRoom(url, api, id)];
  const stay = { leave: async () => undefined };
  return endlessGame(async () => [
    { ...first, ...stay },
    { ...second, ...stay },
  ]);
};

serveOrders(await Promise.all(ids.map(takeRoom)));
