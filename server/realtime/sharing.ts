import { requestFromIPC, subscribeIPC } from '@colyseus/core';
import { type GameId, gameId } from '../../shared/kernel/ids.ts';
import type { RefusalCode } from '../../shared/protocol/refusals.ts';
import type { Neighbours } from './neighbours.ts';
import { createPlacement } from './placement.ts';
import type { Listing } from './served-rooms.ts';

interface Needs extends Pick<Neighbours, 'presence' | 'beats'> {
  /** This node, known once the realtime side has begun. */
  self(): string;
  /** Rooms of this node, also those that it is opening. */
  own(): number;
  /** Monotonic, ms. */
  now(): number;
}

/** Opens a room here, whatever other nodes have. */
type OpenHere = (game: GameId) => Promise<Listing>;

/** Who does not answer by then is not waited for, ms: the room is opened here, and only one of both gets listed. */
const answerWithinMs = 1_000;
/** Nor is anybody asked for so long after that, ms. */
const restMs = 5_000;

const channelOf = (node: string): string => `octo:open:${node}`;

const isNoGame = (error: unknown): boolean =>
  error instanceof Error && error.message === ('game/not-found' satisfies RefusalCode);

/** Shares the rooms of games evenly among the nodes. */
export const createSharing = ({ presence, beats, self, own, now }: Needs) => {
  const placement = createPlacement({ own, loads: beats.loads, now });
  let restsUntil = Number.NEGATIVE_INFINITY;

  const ask = async (node: string, game: GameId): Promise<Listing | undefined> => {
    try {
      if (await beats.isAlive(node))
        return await requestFromIPC<Listing>(presence, channelOf(node), undefined, [game], answerWithinMs);
    } catch (error) {
      if (isNoGame(error)) throw error;
      // Whatever else it is that went wrong there, here it is found out anew.
      restsUntil = now() + restMs;
    }
    return undefined;
  };
  return {
    /** Opens a room, on another node where this one has clearly more rooms. */
    open: async (game: GameId, openHere: OpenHere): Promise<Listing> => {
      const node = now() < restsUntil ? undefined : placement.next();
      const opened = node === undefined ? undefined : await ask(node, game);
      return opened ?? openHere(game);
    },
    /** Opens what other nodes ask for. */
    answer: (openHere: OpenHere): Promise<void> =>
      subscribeIPC(presence, channelOf(self()), (_, [game]: string[]) => openHere(gameId(game!))),
  };
};
