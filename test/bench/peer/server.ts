import type { Server as HttpServer } from 'node:http';
import { requirePeer } from './install.ts';
import { ticTacToe } from './tic-tac-toe.ts';

interface PeerServer {
  readonly app: { listen(...args: unknown[]): HttpServer };
  run(port: number): Promise<{ readonly appServer: HttpServer }>;
}

/** boardgame.io's own server as its documentation starts it: matches in memory, nothing durable; on loopback only. */
const { Server } = requirePeer<{ Server: (options: object) => PeerServer }>('boardgame.io/server');
const server = Server({ games: [ticTacToe], origins: [] });
const listen = server.app.listen.bind(server.app);
server.app.listen = (port, ...rest) => listen(port, '127.0.0.1', ...rest);
const { appServer } = await server.run(0);
process.send!({ port: (appServer.address() as { port: number }).port });
process.on('disconnect', () => process.exit(0));
