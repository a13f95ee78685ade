import { createServer } from 'node:http';
import { matchMaker, Room, Server } from '@colyseus/core';
import { WebSocketTransport } from '@colyseus/ws-transport';
import { GameRoomState } from '../../shared/sync/game-room-state.ts';

/**
 * What the platform underneath costs: Colyseus rooms with the state of our game rooms, where a move sets its cell, is
 * patched to both players and answered. No token, no rules, no log.
 */
class BareRoom extends Room<{ state: GameRoomState }> {
  override autoDispose = false;
  override patchRate = 1_000;
  override state = new GameRoomState();
  override maxMessagesPerSecond = Number.POSITIVE_INFINITY;

  override onCreate(): void {
    const cells = 19 * 18;
    for (let cell = 0; cell < cells; cell += 1) this.state.cells.push(0);
    this.onMessage('move', (_, { x, y }: { x: number; y: number }) => {
      // A full board is played over, each mark turned.
      const { version } = this.state;
      this.state.cells[y * 19 + x] = ((version + Math.floor(version / cells)) % 2) + 1;
      this.state.version += 1;
      this.state.lastMove = y * 19 + x;
      this.broadcastPatch();
      return { version: this.state.version };
    });
  }
}

const http = createServer();
const server = new Server({ transport: new WebSocketTransport({ server: http }), greet: false });
server.define('bare', BareRoom);
await server.listen(0, '127.0.0.1');
const rooms = Array.from({ length: Number(process.env.BENCH_GAMES) }, () => matchMaker.createRoom('bare', {}));
const ids = (await Promise.all(rooms)).map(({ roomId }) => roomId);
process.send!({ port: (http.address() as { port: number }).port, ids });
process.on('disconnect', () => process.exit(0));
