import type { GameEvent } from '../../shared/game/events.ts';
import { type GameId, gameId } from '../../shared/kernel/ids.ts';
import type { Projection } from '../eventing/projector.ts';
import { type DueChecks, type NextCheck, nextCheckAt } from './due-checks.ts';
import type { StateAt } from './state-at.ts';

interface Needs {
  readonly stateAt: StateAt;
  readonly checks: Pick<DueChecks, 'bringForward' | 'clear'>;
  readonly now: () => number;
}

/**
 * Notes for each game that was created, completed, started or ended when the referee has to look at it next. Moves are
 * not seen here and cost nothing: a check that comes too early only sets the next one.
 */
export const createRefereeProjection = ({ stateAt, checks, now }: Needs): Projection<GameEvent> => {
  const checkFor = async ([id, version]: [GameId, number]): Promise<NextCheck> => {
    const state = await stateAt(id, version);
    return { game: id, checkAt: nextCheckAt(state, now()) };
  };
  return {
    name: 'referee',
    apply: async (commits) => {
      const latest = new Map(commits.map(({ stream, version }) => [gameId(stream), version]));
      await checks.bringForward(await Promise.all([...latest].map(checkFor)));
    },
    reset: () => checks.clear(),
  };
};
