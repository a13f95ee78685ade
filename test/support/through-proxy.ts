import assert from 'node:assert/strict';
import { once } from 'node:events';
import { request } from 'node:http';
import { WebSocket } from 'ws';
import { closeCodeOf } from '../rooms/support/raw-socket.ts';
import type { Seen } from './backend.ts';

/** A WebSocket to a test backend through the proxy at `url`, and what the backend saw of it. */
export const openThrough = async (url: string, path: string, headers: Readonly<Record<string, string>> = {}) => {
  const socket = new WebSocket(`${url.replace('http', 'ws')}${path}`, { headers });
  const [first] = await once(socket, 'message');
  return { socket, seen: JSON.parse(String(first)) as Seen };
};

/** Asserts that words come back as they went, and that it closes with the code that it is given. */
export const carriesBothWays = async (socket: WebSocket): Promise<void> => {
  socket.send('there and back');
  assert.equal(String((await once(socket, 'message'))[0]), 'there and back');
  socket.close(4321);
  assert.equal(await closeCodeOf(socket), 4321);
};

/** The status that a POST has as soon as it announces a body of so many bytes, none of which is ever sent. */
export const statusOfAnnounced = async (url: string, bytes: number): Promise<number | undefined> => {
  const announcing = request(url, { method: 'POST', headers: { 'Content-Length': bytes } });
  announcing.on('error', () => undefined);
  announcing.flushHeaders();
  const [answer] = await once(announcing, 'response');
  announcing.destroy();
  return answer.statusCode;
};
