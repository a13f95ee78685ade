import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';

/** Opens a port and says which. Rejects when it cannot, such as with EADDRINUSE. */
export const openPort = async (server: Server, port: number, host: string): Promise<number> => {
  server.listen(port, host);
  // `once` rejects on 'error', which is how a busy port is told.
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
};

/** The connections of a server, WebSockets among them, which the server itself forgets. */
export const trackSockets = (server: Server): ReadonlySet<Socket> => {
  const open = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    open.add(socket);
    socket.once('close', () => open.delete(socket));
  });
  return open;
};

/** Takes no more connections and waits for those there are; after `graceMs` they are cut. */
export const closePort = async (server: Server, sockets: ReadonlySet<Socket>, graceMs: number): Promise<void> => {
  if (!server.listening) return;
  const closed = once(server, 'close');
  server.close();
  server.closeIdleConnections();
  const late = setTimeout(() => {
    for (const socket of sockets) socket.destroy();
  }, graceMs);
  await closed;
  clearTimeout(late);
};
