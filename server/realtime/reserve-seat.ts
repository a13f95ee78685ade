import { matchMaker, ServerError } from '@colyseus/core';
import { type GameId, gameId } from '../../shared/kernel/ids.ts';
import type { SeatReservation } from '../../shared/protocol/games.ts';
import type { RefusalCode } from '../../shared/protocol/refusals.ts';
import { StoreUnavailable } from '../eventing/event-store.ts';
import { gameRoomType } from './room-host.ts';
import { type Listing, RoomGone, type ServedRooms } from './served-rooms.ts';

/** Somebody who was let in. */
interface Joining {
  readonly room: string;
  /** Where the room was found; undefined for a game's room that is to be opened. */
  readonly listing: Listing | undefined;
  /** What the client said when it asked. */
  readonly joining: Readonly<Record<string, unknown>>;
  /** What the room is told of them, as its `onAuth` would. */
  readonly admission: unknown;
}

/** @throws RoomGone when the room is gone and cannot be opened again, StoreUnavailable */
export type ReserveSeat = (joining: Joining) => Promise<SeatReservation>;

interface Needs {
  readonly rooms: Pick<ServedRooms, 'ask'>;
  ensureRoom(game: GameId): Promise<Listing>;
}

/** Colyseus says so when a room's node does not answer, and when the room lets nobody in. */
const seatIsGone = (error: unknown): boolean =>
  error instanceof Error && /is (already full|not available)/.test(error.message);

/** Whether it comes down to the room not being there, whoever of ours or Colyseus says so. */
export const isNotOpen = (error: unknown): boolean =>
  error instanceof ServerError || error instanceof RoomGone || seatIsGone(error);

/** How often a room may die while somebody joins it. */
const mostTries = 3;

/**
 * Reserves a seat in a room, wherever it runs. A game's room that has closed or died is opened again: whoever was let in has the
 * right to it.
 */
export const createReserveSeat =
  ({ rooms, ensureRoom }: Needs): ReserveSeat =>
  async ({ room, listing: found, joining, admission }) => {
    const isGame = !found || found.name === gameRoomType;
    let listing = found;
    for (let tries = 1; ; tries++) {
      try {
        const open = listing ?? (await ensureRoom(gameId(room)));
        return await rooms.ask(open, () => matchMaker.reserveSeatFor(open, joining, admission), seatIsGone);
      } catch (error) {
        if (!(error instanceof RoomGone) || !isGame || tries === mostTries) throw error;
        listing = undefined;
      }
    }
  };

/** A game's room that runs. */
interface OpenRoom {
  /** Keeps a place for somebody whom the game itself lets in. @throws StoreUnavailable also when the room closes again and again */
  reserve(admission: object): Promise<SeatReservation>;
}

/** Undefined when there is no such game. @throws StoreUnavailable */
export type OpenGame = (game: GameId) => Promise<OpenRoom | undefined>;

const unlessAbsent = (error: unknown): undefined => {
  if ((error as Error | undefined)?.message !== ('game/not-found' satisfies RefusalCode)) throw error;
};
const asUnavailable = (error: unknown): never => {
  throw error instanceof RoomGone || seatIsGone(error)
    ? new StoreUnavailable('the room is not open just now', { cause: error })
    : error;
};

/** Makes sure that a game's room runs, wherever that is. */
export const createOpenGame =
  (ensureRoom: Needs['ensureRoom'], reserveSeat: ReserveSeat): OpenGame =>
  async (game) => {
    const listing = await ensureRoom(game).catch(unlessAbsent);
    if (!listing) return undefined;
    return {
      reserve: (admission) => reserveSeat({ room: game, listing, joining: {}, admission }).catch(asUnavailable),
    };
  };
