import { randomUUID } from 'node:crypto';
import { Client, type Room } from '@colyseus/sdk';
import { type HttpClient, httpClient } from './http-client.ts';

/** A game room's state as a client reads it. */
export interface SeenState {
  readonly id: string;
  readonly version: number;
  readonly status: string;
  readonly cells: Iterable<number> & { readonly length: number };
  readonly turn?: { readonly side: string; readonly seat: number };
  readonly players: {
    get(seat: string): { readonly id: string; readonly name: string; readonly rating: number } | undefined;
  };
  readonly result?: { readonly winner: string; readonly reason: string; readonly line: Iterable<number> };
}
export type SeenRoom = Room<unknown, SeenState>;

/** Somebody with an account or a guest's, who knows only the published surface. */
export interface Person {
  readonly id: string;
  readonly api: HttpClient;
  readonly accessToken: string;
}

export const password = 'correct horse battery';

export const registerPerson = async (url: string, name: string): Promise<Person> => {
  const api = httpClient(url);
  const { player } = await api.post<{ player: { id: string } }>('/v1/accounts', {
    username: name,
    email: `${name}@example.org`,
    password,
  });
  const { access_token } = await api.post<{ access_token: string }>('/v1/auth/login', { username: name, password });
  return { id: player.id, api: api.as(access_token), accessToken: access_token };
};

export const guestPerson = async (url: string): Promise<Person> => {
  const api = httpClient(url);
  const guest = await api.post<{ player: { id: string }; access_token: string }>('/v1/accounts/guest');
  return { id: guest.player.id, api: api.as(guest.access_token), accessToken: guest.access_token };
};

/** Asks for an intratoken, joins the game's room with it and waits for its state; the SDK's own reconnection is off. */
export const joinGame = async (url: string, person: Person, game: string, role = 'player'): Promise<SeenRoom> => {
  const intra = await person.api.post<{ access_token: string; room: { id: string } }>(`/v1/games/${game}/intratoken`, {
    role,
  });
  const room = (await new Client(url).joinById(intra.room.id, {
    intratoken: intra.access_token,
  })) as unknown as SeenRoom;
  room.reconnection.enabled = false;
  room.onMessage('*', () => undefined);
  await until(room, (state) => state.version > 0);
  return room;
};

/** Resolves with the state once it satisfies `holds`, rejects when the connection ends first; the mocha time-out bounds it. */
export const until = (room: SeenRoom, holds: (state: SeenState) => boolean): Promise<SeenState> =>
  new Promise((resolve, reject) => {
    let isDone = false;
    const done = (end: () => void): void => {
      // The SDK's signals take out somebody else's listener when asked to remove one that is gone.
      if (isDone) return;
      isDone = true;
      room.onStateChange.remove(see);
      room.onLeave.remove(left);
      end();
    };
    const left = (code: number): void => done(() => reject(new Error(`the connection ended with ${code}`)));
    const see = (state: SeenState): void => {
      if (holds(state)) done(() => resolve(state));
    };
    room.onStateChange(see);
    room.onLeave(left);
    see(room.state);
    if (!room.connection.isOpen) left(1006);
  });

export const ask = (room: SeenRoom, type: string, body: object = {}): Promise<{ version: number }> =>
  room.request(type as never, { commandId: randomUUID(), ...body } as never) as Promise<{ version: number }>;

/** A move, which all of `rooms` have seen once this resolves. */
export const play = async (rooms: readonly SeenRoom[], x: number, y: number, by: SeenRoom): Promise<void> => {
  const { version } = await ask(by, 'move', { x, y });
  await Promise.all(rooms.map((each) => until(each, (state) => state.version >= version)));
};

/** A whole game on the smallest board, in which X fills the top row. */
export const winTopRow = async (x: SeenRoom, o: SeenRoom): Promise<void> => {
  const rooms = [x, o];
  await play(rooms, 0, 0, x);
  await play(rooms, 0, 1, o);
  await play(rooms, 1, 0, x);
  await play(rooms, 1, 1, o);
  await play(rooms, 2, 0, x);
};

/** Repeats a read until it satisfies `holds`, for read models that follow the log; the mocha time-out bounds it. */
export const eventually = async <Value>(
  read: () => Promise<Value>,
  holds: (value: Value) => boolean,
): Promise<Value> => {
  for (;;) {
    const value = await read();
    if (holds(value)) return value;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
};
