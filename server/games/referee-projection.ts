import type { GameEvent } from '../../shared/game/events.ts';
import { type GameId, gameId } from '../../shared/kernel/ids.ts';
import type { EventStore } from '../eventing/event-store.ts';
import type { Projection } from '../eventing/projector.ts';
import { type DueCheck, type DueChecks, nextCheckAt } from './due-checks.ts';
import { stateAfter } from './read-game.ts';

interface Needs {
  readonly store: Pick<EventStore<GameEvent>, 'read'>;
  readonly checks: Pick<DueChecks, 'set' | 'clear'>;
  readonly now: () => number;
}

/**
 * Notes for each game that was created, completed, started or ended when the referee has to look at it next. Moves are
 * not seen here and cost nothing: a check that comes too early only sets the next one.
 */
export const createRefereeProjection = ({ store, checks, now }: Needs): Projection<GameEvent> => {
  const checkFor = async (id: GameId): Promise<DueCheck> => {
    const state = stateAfter(await store.read(id));
    return { game: id, checkAt: nextCheckAt(state, now()) };
  };
  return {
    name: 'referee',
    apply: async (commits) => {
      const ids = new Set(commits.map(({ stream }) => gameId(stream)));
      await checks.set(await Promise.all([...ids].map(checkFor)));
    },
    reset: () => checks.clear(),
  };
};
