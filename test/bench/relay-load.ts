import { once } from 'node:events';
import { WebSocket } from 'ws';
import { type Pair, serveOrders } from './load.ts';

const [port, games] = [process.env.BENCH_PORT, Number(process.env.BENCH_GAMES)];
/** As many bytes as a move's request body. */
const move = Buffer.alloc(64, 1);

const connect = async (table: number): Promise<WebSocket> => {
  const socket = new WebSocket(`ws://127.0.0.1:${port}/${table}`, { perMessageDeflate: false });
  await once(socket, 'open');
  return socket;
};

const openPair = async (table: number): Promise<Pair> => {
  const sockets = [await connect(table), await connect(table)];
  let ply = 0;
  return {
    move: () =>
      new Promise((resolve) => {
        const [from, to] = [sockets[ply % 2]!, sockets[(ply + 1) % 2]!];
        ply += 1;
        const sentAt = performance.now();
        to.once('message', () => resolve(performance.now() - sentAt));
        from.send(move);
      }),
  };
};

serveOrders(await Promise.all(Array.from({ length: games }, (_, table) => openPair(table))));
