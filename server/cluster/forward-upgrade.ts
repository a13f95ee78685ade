import { request as httpRequest, type IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import { type Duplex, pipeline } from 'node:stream';
import { endToEnd, onwardHeaders } from './onward-headers.ts';
import type { Pool } from './pool.ts';

/** `/n1/process/room?…`: the node, and what it is asked for. */
const nodePath = /^\/([\w-]{1,64})(\/.*)$/;

const refusals = { 404: 'Not Found', 502: 'Bad Gateway' } as const;

const refuse = (socket: Duplex, status: keyof typeof refusals): void =>
  void socket.end(`HTTP/1.1 ${status} ${refusals[status]}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);

const headOf = (answer: IncomingMessage, more: readonly string[]): string => {
  const lines = Object.entries(endToEnd(answer)).flatMap(([name, value]) =>
    [value].flat().map((each) => `${name}: ${each}`),
  );
  return [`HTTP/1.1 ${answer.statusCode} ${answer.statusMessage}`, ...lines, ...more, '', ''].join('\r\n');
};

const nothing = (): void => undefined;

/** What either says the other hears, until one has gone. */
const join = (client: Duplex, node: Socket): void => {
  node.setNoDelay(true);
  pipeline(client, node, nothing);
  pipeline(node, client, nothing);
};

const openTo = (to: string, path: string, request: IncomingMessage) => {
  const { hostname, port } = new URL(to);
  const headers = { ...onwardHeaders(request), connection: 'Upgrade', upgrade: 'websocket' };
  return httpRequest({ hostname, port, path, headers, agent: false });
};

/**
 * Hands a WebSocket to the node that its path begins with; the node sees the path without its name. Only that node has
 * the room, so nobody else is asked.
 */
export const createForwardUpgrade =
  (pool: Pick<Pool, 'find' | 'hold'>, patienceMs: number) =>
  (request: IncomingMessage, client: Socket, head: Buffer): void => {
    client.on('error', nothing);
    client.setNoDelay(true);
    const [, name = '', path = ''] = nodePath.exec(request.url ?? '') ?? [];
    const node = pool.find(name);
    if (node?.url === undefined) {
      refuse(client, node ? 502 : 404);
      return;
    }
    const asking = openTo(node.url, path, request);
    const late = setTimeout(() => asking.destroy(new Error('too late')), patienceMs);
    const decided = (): void => clearTimeout(late);
    const release = pool.hold(name);
    client.once('close', () => {
      release();
      asking.destroy();
    });
    asking.once('error', () => {
      decided();
      refuse(client, 502);
    });
    asking.once('response', (answer) => {
      decided();
      client.write(headOf(answer, ['Connection: close']));
      pipeline(answer, client, nothing);
    });
    asking.once('upgrade', (answer, socket, rest) => {
      decided();
      client.write(headOf(answer, ['Connection: Upgrade', 'Upgrade: websocket']));
      if (head.length > 0) client.unshift(head);
      if (rest.length > 0) socket.unshift(rest);
      join(client, socket);
    });
    asking.end();
  };
