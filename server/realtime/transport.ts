import type { IncomingMessage } from 'node:http';
import { type TransportOptions, WebSocketTransport } from '@colyseus/ws-transport';
import type { WebSocket } from 'ws';
import { createAskInTurn } from './ask-in-turn.ts';
import { createGameSocket } from './game-socket.ts';
import { readPlainFrames } from './plain-frames.ts';

/** Into so many steps an interval of asking is cut. */
const steps = 40;

/** Colyseus' transport with sockets and a reader of our own; those that say nothing are asked whether they live, not all in one turn. */
export class Transport extends WebSocketTransport {
  constructor(options: Omit<TransportOptions, 'WebSocket'> & { readonly maxPayload: number }) {
    super({ ...options, WebSocket: createGameSocket() });
    this.wss.on('connection', (socket: WebSocket, { socket: connection }: IncomingMessage) =>
      readPlainFrames(socket, connection, options.maxPayload),
    );
  }

  protected override autoTerminateUnresponsiveClients(everyMs: number, mostUnanswered: number): void {
    const { came, step } = createAskInTurn(steps, mostUnanswered);
    this.wss.on('connection', (socket: WebSocket, { socket: connection }: IncomingMessage) => {
      const left = came(socket, () => connection.bytesRead);
      socket.once('close', left);
    });
    this.pingInterval = setInterval(step, everyMs / steps);
  }
}
