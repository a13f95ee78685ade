import { once } from 'node:events';
import { rawJoin } from '../rooms/support/raw-socket.ts';
import { httpClient } from '../support/http-client.ts';

/** Whom to be and where: the flooder watches a game, and says as much as its connection takes. */
export interface FloodOrder {
  readonly url: string;
  readonly game: string;
  readonly accessToken: string;
  readonly connections: number;
}
/** What became of it so far. */
export interface FloodResult {
  readonly frames: number;
  /** How many connections were closed, by code. */
  readonly closed: Readonly<Record<number, number>>;
  /** Joins that were refused. */
  readonly refused: number;
}

const request = Buffer.concat([Buffer.from([21, 1, 0xa4]), Buffer.from('move'), Buffer.alloc(200, 0x90)]);
let frames = 0;
let refused = 0;
const closed: Record<number, number> = {};

const floodOnce = async ({ url, game, accessToken }: FloodOrder): Promise<void> => {
  const { access_token: intratoken } = await httpClient(url, accessToken).post<{ access_token: string }>(
    `/v1/games/${game}/intratoken`,
    { role: 'spectator' },
  );
  const socket = await rawJoin(url, game, { intratoken });
  const ended = once(socket, 'close');
  let isOpen = true;
  void ended.then(([code]) => {
    isOpen = false;
    closed[code as number] = (closed[code as number] ?? 0) + 1;
  });
  while (isOpen) {
    for (let at = 0; at < 50 && socket.bufferedAmount < 256 * 1024; at += 1, frames += 1) socket.send(request);
    // A flooder has a machine of its own; here it must not take the server's.
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
  await ended;
};

/** Comes back as soon as it was thrown out. */
const flood = async (order: FloodOrder): Promise<never> => {
  for (;;) {
    try {
      await floodOnce(order);
    } catch {
      refused += 1;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
};

process.on('message', (message: FloodOrder | 'report') => {
  if (message === 'report') process.send!({ frames, closed, refused } satisfies FloodResult);
  else for (let at = 0; at < message.connections; at += 1) void flood(message);
});
