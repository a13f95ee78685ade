import { once } from 'node:events';
import { type ClientOptions, WebSocket } from 'ws';

/** Reserves a seat over HTTP, as the SDK does, without opening the WebSocket. */
const reserve = async (url: string, room: string, options: object): Promise<URL> => {
  const answer = await fetch(`${url}/matchmake/joinById/${room}`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(options),
  });
  const { processId, roomId, sessionId } = (await answer.json()) as Record<string, string>;
  return new URL(`${url.replace('http', 'ws')}/${processId}/${roomId}?sessionId=${sessionId}`);
};

/** A connection that has been offered the room's handshake, and has not said that it has it. */
export const rawArrive = async (
  url: string,
  room: string,
  options: object,
  client: ClientOptions = {},
): Promise<WebSocket> => {
  const socket = new WebSocket(await reserve(url, room, options), client);
  await once(socket, 'message');
  return socket;
};

/** A connection of which the test sends every byte; joined, with the state acknowledged. */
export const rawJoin = async (...given: Parameters<typeof rawArrive>): Promise<WebSocket> => {
  const socket = await rawArrive(...given);
  const state = once(socket, 'message');
  socket.send(Uint8Array.of(10));
  await state;
  return socket;
};

/** The code with which a socket closes. */
export const closeCodeOf = async (socket: WebSocket): Promise<number> => {
  const [code] = await once(socket, 'close');
  return code as number;
};
