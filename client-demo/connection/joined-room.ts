import type { SeatReservation } from '../../shared/protocol/games.ts';

/** What this library needs of a room that it has joined; `colyseus.ts` makes one of the SDK's. */
export interface JoinedRoom {
  /** The room's state as it is now; null before the first one came. */
  state(): unknown;
  onState(run: () => void): void;
  onMessage(type: string, run: (body: unknown) => void): void;
  /** Called once when the connection has ended, with the WebSocket's close code. Never called after `leave` or `drop`. */
  onClosed(run: (code: number) => void): void;
  /** The handler's answer. Rejects with `RoomRefused` where the room refuses; with anything else the outcome is unknown. */
  request(type: string, body: object, timeoutMs: number): Promise<unknown>;
  /** Calls back with the round trip in ms; never, when the connection is dead. */
  ping(run: (ms: number) => void): void;
  /** Leaves for good. */
  leave(): void;
  /** Gives up a connection that does not answer, without waiting for it. */
  drop(): void;
}

/**
 * Joins a room by id with the options the server asks for; tokens go in the body. Who has a reservation already need not ask for
 * one by them. Rejects with `RoomRefused` where the room says no: then a fresh token may still open it.
 */
export type JoinById = (
  roomId: string,
  options: Readonly<Record<string, string>>,
  reservation?: SeatReservation,
) => Promise<JoinedRoom>;

/** The room understood a request and said no. */
export class RoomRefused extends Error {
  override readonly name = 'RoomRefused';
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

/** How a connection stands. `reconnecting` is every state in which it was live before and tries to be again. */
export type ConnectionStatus = 'connecting' | 'live' | 'reconnecting' | 'closed';

/** Why a connection will not come back by itself. */
export interface Closed {
  /** `area/reason`: the server's code, or `client/left`, `client/removed`. */
  readonly code: string;
  readonly detail: string;
}
