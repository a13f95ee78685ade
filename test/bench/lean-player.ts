import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { WebSocket } from 'ws';
import type { HttpClient } from '../support/http-client.ts';
import type { Person } from '../support/people.ts';
import type { TablePlayer } from './endless-game.ts';

/** First bytes of Colyseus' frames (@colyseus/shared-types, Protocol). */
const [joinedRoom, roomStatePatch, roomRequest, roomResponse] = [10, 15, 21, 22];
const accepted = 0;

interface Reservation {
  readonly processId: string;
  readonly roomId: string;
  readonly sessionId: string;
  /** Host and path of the node that has the room, where there are several. */
  readonly publicAddress?: string;
}

const addressOf = (url: string, { publicAddress, processId, roomId, sessionId }: Reservation): string =>
  `ws://${publicAddress ?? new URL(url).host}/${processId}/${roomId}?sessionId=${sessionId}`;

type Hear = (frame: Buffer) => void;

/** Resolves once the room has let the connection in; from then on `hear` gets every frame, from its state on. */
const openSocket = async (url: string, seat: Reservation, hear: Hear): Promise<WebSocket> => {
  const socket = new WebSocket(addressOf(url, seat), { perMessageDeflate: false });
  await new Promise<void>((resolve, reject) => {
    socket.once('error', reject);
    socket.once('close', (code) => reject(new Error(`the connection ended with ${code} before the room let it in`)));
    socket.on('message', (frame: Buffer) => {
      if (frame[0] !== joinedRoom) return hear(frame);
      socket.send(Buffer.from([joinedRoom]));
      resolve();
    });
  });
  return socket;
};

/** Asks for a seat in a room by what it wants of those who join, and takes it. */
export const joinSocket = async (
  url: string,
  api: HttpClient,
  room: string,
  options: object,
  hear: Hear,
): Promise<WebSocket> => openSocket(url, await api.post<Reservation>(`/matchmake/joinById/${room}`, options), hear);

/** A `move` request in MessagePack: {commandId, x, y}; coordinates below 128 are one byte each. */
const moveFrame = (id: number, x: number, y: number): Buffer =>
  Buffer.concat([
    Buffer.from([roomRequest, id, 0xa4]),
    Buffer.from('move'),
    Buffer.from([0x83, 0xa9]),
    Buffer.from('commandId'),
    Buffer.from([0xd9, 36]),
    Buffer.from(randomUUID()),
    Buffer.from([0xa1, 0x78, x, 0xa1, 0x79, y]),
  ]);

/**
 * A player who costs a load generator as little as a bare socket does: it writes the frames of a move itself, and looks only at
 * the first bytes of what comes. What it sends is what the SDK would send. It has seen a move when the next state arrives.
 */
const play = async (connect: (hear: Hear) => Promise<WebSocket>): Promise<TablePlayer> => {
  let answered: Hear | undefined;
  let shown: (() => void) | undefined;
  const socket = await connect((frame) => {
    if (frame[0] === roomStatePatch) shown?.();
    else if (frame[0] === roomResponse) answered?.(frame);
  });
  let requests = 0;
  return {
    move: (x, y) =>
      new Promise<void>((resolve, reject) => {
        requests = (requests + 1) % 128;
        answered = (frame) =>
          frame[2] === accepted ? resolve() : reject(new Error(`refused: ${frame.toString('latin1')}`));
        socket.send(moveFrame(requests, x, y));
      }),
    seen: () =>
      new Promise<void>((resolve) => {
        shown = () => {
          shown = undefined;
          resolve();
        };
      }),
    leave: async () => {
      socket.close(1000);
      await once(socket, 'close');
    },
  };
};

/** Joins a room of Colyseus alone, which wants nothing of those who join. */
export const joinRoom = (url: string, api: HttpClient, room: string): Promise<TablePlayer> =>
  play((hear) => joinSocket(url, api, room, {}, hear));

/** Joins a game of Octothorpe, as its own clients do: by the place that comes along with the token. */
export const joinLean = async (url: string, { api }: Person, game: string): Promise<TablePlayer> => {
  const asked = { role: 'player', reserve: true };
  const { reservation } = await api.post<{ reservation: Reservation }>(`/v1/games/${game}/intratoken`, asked);
  return play((hear) => openSocket(url, reservation, hear));
};
