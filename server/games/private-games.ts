import type { GameId } from '../../shared/kernel/ids.ts';
import type { GamesReadModel } from './games-read-model.ts';

/** Which of these games are private: their ids are for those only who sit in them or were given the link. */
export const createPrivateGames =
  (model: Pick<GamesReadModel, 'find'>) =>
  async (ids: readonly GameId[]): Promise<ReadonlySet<GameId>> => {
    const found = ids.length === 0 ? [] : [...(await model.find(ids))];
    return new Set(found.filter(([, { settings }]) => settings.visibility === 'private').map(([id]) => id));
  };
