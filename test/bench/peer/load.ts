import { endlessGame, type TablePlayer } from '../endless-game.ts';
import { serveOrders } from '../load.ts';
import { requirePeer } from './install.ts';

/** What is used of socket.io's client. */
interface Socket {
  on(event: string, heard: (...args: never[]) => void): void;
  emit(event: string, ...args: unknown[]): void;
  disconnect(): void;
}
const { io } = requirePeer<{ io: (url: string, options: object) => Socket }>('socket.io-client');

const url = `http://127.0.0.1:${process.env.BENCH_PORT}/tic-tac-toe`;
let matches = 0;

interface Update {
  readonly _stateID: number;
}

/** Speaks the transport's own events: `sync` to take a seat, `update` to move and to hear of moves. */
const takeSeat = async (match: string, seat: string): Promise<TablePlayer> => {
  const socket = io(url, { transports: ['websocket'], forceNew: true });
  let stateId = 0;
  let heard = (): void => undefined;
  const synced = new Promise<void>((resolve) => socket.on('sync', () => resolve()));
  socket.on('update', (...[, state]: [never, never]) => {
    stateId = (state as Update)._stateID;
    heard();
  });
  socket.emit('sync', match, seat, undefined, 2);
  await synced;
  const next = (): Promise<void> =>
    new Promise((resolve) => {
      heard = resolve;
    });
  return {
    move: (x, y) => {
      const action = { type: 'MAKE_MOVE', payload: { type: 'clickCell', args: [y * 19 + x], playerID: seat } };
      const acknowledged = next();
      socket.emit('update', action, stateId, match, seat);
      return acknowledged;
    },
    seen: next,
    leave: async () => socket.disconnect(),
  };
};

const openTable = async (): Promise<readonly [TablePlayer, TablePlayer]> => {
  const match = `match-${matches++}`;
  return [await takeSeat(match, '0'), await takeSeat(match, '1')];
};

const [games, spares] = [Number(process.env.BENCH_GAMES), Number(process.env.BENCH_SPARES ?? 0)];
serveOrders(await Promise.all(Array.from({ length: games }, () => endlessGame(openTable, spares))));
