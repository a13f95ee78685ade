import { httpClient } from '../support/http-client.ts';
import { endlessGame } from './endless-game.ts';
import { joinRoom } from './lean-player.ts';
import { serveOrders } from './load.ts';

const url = `http://127.0.0.1:${process.env.BENCH_PORT}`;
const api = httpClient(url);
const ids: string[] = JSON.parse(process.env.BENCH_ROOMS!);

serveOrders(
  await Promise.all(
    ids.map((id) => endlessGame(async () => [await joinRoom(url, api, id), await joinRoom(url, api, id)])),
  ),
);
