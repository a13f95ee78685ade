import type { matchMaker } from '@colyseus/core';
import type { GameId } from '../../shared/kernel/ids.ts';
import type { RefusalCode } from '../../shared/protocol/refusals.ts';
import { StoreUnavailable } from '../eventing/event-store.ts';

/** What Colyseus calls rooms of games. */
export const gameRoomType = 'xo';

type Matchmaker = Pick<typeof matchMaker, 'createRoom'> & {
  readonly driver: Pick<typeof matchMaker.driver, 'findOne'>;
};

/** Colyseus hands on no more of an error in `onCreate` than its message. */
const throwAsIs = (error: unknown): never => {
  const isAway = error instanceof Error && error.message === ('room/unavailable' satisfies RefusalCode);
  throw isAway ? new StoreUnavailable('the store does not answer while a room is opened') : error;
};

/**
 * Makes sure that a game's room runs. Those who ask at the same time share one creation, so that a game never has two
 * rooms in this process; between processes the driver, which takes a room id once, decides. Rejects when there is no
 * such game, and with StoreUnavailable when the store does not answer.
 */
export const createEnsureRoom = (matchmaker: Matchmaker): ((game: GameId) => Promise<void>) => {
  const opening = new Map<GameId, Promise<void>>();

  const open = async (game: GameId): Promise<void> => {
    if (await matchmaker.driver.findOne({ roomId: game })) return;
    await matchmaker.createRoom(gameRoomType, { game }).catch(throwAsIs);
  };
  return (game) => {
    const pending = opening.get(game) ?? open(game).finally(() => opening.delete(game));
    opening.set(game, pending);
    return pending;
  };
};
