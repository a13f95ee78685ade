import type { GameId } from '../shared/kernel/ids.ts';
import { createListeners } from './eventing/listeners.ts';
import type { NodeNotices } from './node-news.ts';
import type { RatingChange } from './ratings/ratings-store.ts';

/**
 * What the read models tell of, on whichever node they are kept: the node that applies a commit tells those that listen here and the
 * other nodes. What a listener throws goes to `report`.
 */
export const createGameWord = (notices: NodeNotices, report: (error: unknown) => void) => {
  const changed = createListeners<'changed', GameId>(report);
  // Keyed by the game, so that a result is told to those who wait for it, not to every room there is.
  const rated = createListeners<GameId, readonly RatingChange[]>(report);
  const doubted = createListeners<'doubt', undefined>(report);
  notices.hear(
    'game',
    (game) => changed.tell('changed', game),
    () => doubted.tell('doubt', undefined),
  );
  notices.hear('rated', ({ game, changes }) => rated.tell(game, changes));
  return {
    gameChanged: (game: GameId): void => {
      changed.tell('changed', game);
      notices.tell('game', game);
    },
    gameRated: (game: GameId, changes: readonly RatingChange[]): void => {
      rated.tell(game, changes);
      notices.tell('rated', { game, changes });
    },
    /** `doubt` is called when some change may not have been heard. */
    onGameChanged: (listener: (game: GameId) => void, doubt: () => void) => {
      const ends = [changed.add('changed', listener), doubted.add('doubt', doubt)];
      return () => {
        for (const end of ends) end();
      };
    },
    onRated: rated.add,
  };
};
