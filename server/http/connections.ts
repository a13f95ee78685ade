import type { Server } from 'node:http';
import type { Socket } from 'node:net';
import { limitKey, unmapped } from './address.ts';

export interface ConnectionLimits {
  /** Open at once from one address; infinite behind a proxy, where all come from the proxy's. */
  readonly perAddress: number;
  /** Bytes that may wait for a client to read them: more than any answer, and than a game tells in minutes. */
  readonly mostUnread?: number;
  /** How often it is looked who does not read, ms. */
  readonly lookEveryMs?: number;
}

/** How many of an address are open; a school behind one address stays well below. */
export const mostPerAddress = 1_000;

const cutStalled = (open: Iterable<Socket>, mostUnread: number): void => {
  for (const socket of open) if (socket.writableLength > mostUnread) socket.destroy();
};

/**
 * Keeps one address from taking all connections, and those who do not read from filling the memory. WebSockets are
 * among the connections.
 */
export const limitConnections = (server: Server, limits: ConnectionLimits): void => {
  const { perAddress, mostUnread = 4 * 1024 * 1024, lookEveryMs = 4_000 } = limits;
  const open = new Set<Socket>();
  const counts = new Map<string, number>();

  const change = (key: string, by: 1 | -1): void => {
    const count = (counts.get(key) ?? 0) + by;
    if (count > 0) counts.set(key, count);
    else counts.delete(key);
  };
  server.on('connection', (socket) => {
    const key = limitKey(unmapped(socket.remoteAddress ?? ''));
    if ((counts.get(key) ?? 0) >= perAddress) {
      socket.destroy();
      return;
    }
    open.add(socket);
    change(key, 1);
    socket.once('close', () => {
      open.delete(socket);
      change(key, -1);
    });
  });
  const looking = setInterval(() => cutStalled(open, mostUnread), lookEveryMs).unref();
  server.once('close', () => clearInterval(looking));
};
