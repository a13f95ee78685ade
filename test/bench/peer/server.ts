import type { Server as HttpServer } from 'node:http';
import { requirePeer } from './install.ts';
import { ticTacToe } from './tic-tac-toe.ts';

interface PeerServer {
  readonly app: { listen(...args: unknown[]): HttpServer };
  run(port: number): Promise<{ readonly appServer: HttpServer }>;
}

/**
 * boardgame.io's own server as its documentation starts it, on loopback only: matches in memory, or in files by its FlatFile
 * storage where BENCH_FOLDER names a folder (written, not synced to the disk).
 */
const { Server, FlatFile } = requirePeer<{
  Server: (options: object) => PeerServer;
  FlatFile: new (options: { dir: string }) => object;
}>('boardgame.io/server');
const folder = process.env.BENCH_FOLDER;
const server = Server({ games: [ticTacToe], origins: [], ...(folder ? { db: new FlatFile({ dir: folder }) } : {}) });
const listen = server.app.listen.bind(server.app);
server.app.listen = (port, ...rest) => listen(port, '127.0.0.1', ...rest);
const { appServer } = await server.run(0);
process.send!({ port: (appServer.address() as { port: number }).port });
process.on('disconnect', () => process.exit(0));
