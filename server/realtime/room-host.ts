import type { matchMaker } from '@colyseus/core';
import type { GameId } from '../../shared/kernel/ids.ts';
import type { RefusalCode } from '../../shared/protocol/refusals.ts';
import { StoreUnavailable } from '../eventing/event-store.ts';
import type { Listing, ServedRooms } from './served-rooms.ts';

/** What Colyseus calls rooms of games. */
export const gameRoomType = 'xo';

/** What the ids of lobbies begin with. */
export const lobbyPrefix = 'lobby';

interface Matchmaker extends Pick<typeof matchMaker, 'createRoom'>, Pick<ServedRooms, 'find'> {
  /** Whether a room of this id is in this process, also one that is closing. */
  isHere(room: string): boolean;
  /** Opens a room by `openHere`, or has another node open it. */
  share(game: GameId, openHere: (game: GameId) => Promise<Listing>): Promise<Listing>;
  /** Lists rooms again that run here and are not listed. */
  restore(): Promise<void>;
  wait(ms: number): Promise<void>;
}

/** How often, ms, one looks whether a room that closes is gone, and how long. */
const lookEveryMs = 25;
const mostMs = 2_000;

/** Colyseus hands on no more of an error in `onCreate` than its message. */
const throwAsIs = (error: unknown): never => {
  const message = error instanceof Error ? error.message : '';
  // The second is said when the list of rooms did not answer, or the room that was first is gone already.
  const isSaid = message.endsWith('is no longer available.') || message.endsWith('shutting down');
  const isAway = isSaid || message === ('room/unavailable' satisfies RefusalCode);
  throw isAway ? new StoreUnavailable('the store does not answer while a room is opened') : error;
};

interface EnsureRoom {
  ensureRoom(game: GameId): Promise<Listing>;
  /** The same for another node, which has asked: a room that runs nowhere is opened here. */
  ensureHere(game: GameId): Promise<Listing>;
  /** How many are being opened here. */
  beingOpened(): number;
  /** Resolves once no room of this id is being opened here: one may be listed before it runs. */
  opening(room: string): Promise<void>;
}

/**
 * Makes sure that a game's room runs. Those who ask at the same time share one creation, so that a game never has two
 * rooms in this process; between processes the driver, which takes a room id once, decides. Gives where it runs. Rejects
 * when there is no such game, and with StoreUnavailable when the store does not answer.
 */
export const createEnsureRoom = (matchmaker: Matchmaker): EnsureRoom => {
  const ensuring = new Map<GameId, Promise<Listing>>();
  const creating = new Map<string, Promise<Listing>>();

  /** A room that closes takes with it what is known here by its id: the listing, the way to it, and that of one made meanwhile. */
  const running = async (game: GameId): Promise<Listing | undefined> => {
    const opened = await creating.get(game)?.catch(() => undefined);
    if (opened) return opened;
    for (let waited = 0; ; waited += lookEveryMs) {
      const listing = await matchmaker.find(game);
      if (listing || !matchmaker.isHere(game)) return listing;
      if (waited >= mostMs) break;
      await matchmaker.wait(lookEveryMs);
    }
    // It does not close: somebody else took it for gone.
    await matchmaker.restore();
    const restored = await matchmaker.find(game);
    if (restored) return restored;
    throw new StoreUnavailable(`the room ${game} is closing here`);
  };
  const create = (game: GameId): Promise<Listing> => {
    const created = (): Promise<Listing> => matchmaker.createRoom(gameRoomType, { game }).catch(throwAsIs);
    const pending = creating.get(game) ?? created().finally(() => creating.delete(game));
    creating.set(game, pending);
    return pending;
  };
  const ensureHere = async (game: GameId): Promise<Listing> => (await running(game)) ?? (await create(game));
  /** After another node was asked in vain there may be one here, also one that closes. */
  const openHere = (game: GameId): Promise<Listing> => (matchmaker.isHere(game) ? ensureHere(game) : create(game));
  const ensure = async (game: GameId): Promise<Listing> =>
    (await running(game)) ?? (await matchmaker.share(game, openHere));
  return {
    ensureRoom: (game) => {
      const pending = ensuring.get(game) ?? ensure(game).finally(() => ensuring.delete(game));
      ensuring.set(game, pending);
      return pending;
    },
    ensureHere,
    beingOpened: () => creating.size,
    opening: async (room) => void (await creating.get(room)?.catch(() => undefined)),
  };
};
