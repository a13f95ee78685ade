import { WebSocketTransport } from '@colyseus/ws-transport';
import { type Asked, createAskInTurn } from './ask-in-turn.ts';

/** Into so many steps an interval of asking is cut. */
const steps = 40;

/** Colyseus' transport, but for the way in which it asks connections whether they live: not all of them in one turn. */
export class Transport extends WebSocketTransport {
  protected override autoTerminateUnresponsiveClients(everyMs: number, mostUnanswered: number): void {
    // Closed ones are never among them, and Colyseus has given each its count.
    const connections = () => this.wss.clients as unknown as Iterable<Asked>;
    this.pingInterval = setInterval(createAskInTurn(connections, { steps, mostUnanswered }), everyMs / steps);
  }
}
