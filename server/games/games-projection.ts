import type { GameEvent } from '../../shared/game/events.ts';
import { type GameId, gameId } from '../../shared/kernel/ids.ts';
import type { Positioned } from '../eventing/event-store.ts';
import type { Projection } from '../eventing/projector.ts';
import { foldRecord, type GameRecord } from './game-record.ts';
import type { GamesReadModel } from './games-read-model.ts';

/** Folds each commit into its game's record; a record that has seen a commit already is left alone. */
const foldAll = (
  known: ReadonlyMap<GameId, GameRecord>,
  commits: readonly Positioned<GameEvent>[],
): ReadonlyMap<GameId, GameRecord> => {
  const changed = new Map<GameId, GameRecord>();
  for (const commit of commits) {
    const id = gameId(commit.stream);
    const before = changed.get(id) ?? known.get(id);
    if (before && before.position >= commit.position) continue;
    const after = foldRecord(before, commit);
    if (after) changed.set(id, after);
  }
  return changed;
};

/**
 * Keeps the games read model, and tells which games changed in it. A batch that is applied again is told again: the time
 * before may have ended between writing and telling. `onGameChanged` must not throw.
 */
export const createGamesProjection = (
  model: Pick<GamesReadModel, 'find' | 'save' | 'clear'>,
  onGameChanged?: (game: GameId) => void,
): Projection<GameEvent> => ({
  name: 'games',
  apply: async (commits) => {
    const ids = [...new Set(commits.map(({ stream }) => gameId(stream)))];
    const changed = foldAll(await model.find(ids), commits);
    await model.save([...changed.values()]);
    for (const id of ids) onGameChanged?.(id);
  },
  reset: () => model.clear(),
});
