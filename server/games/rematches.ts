import type { GameEvent } from '../../shared/game/events.ts';
import { rematchCommand } from '../../shared/game/rematch.ts';
import { type GameId, gameId } from '../../shared/kernel/ids.ts';
import type { EventStore, Positioned } from '../eventing/event-store.ts';
import type { Projection } from '../eventing/projector.ts';
import { loadGame } from './read-game.ts';
import type { SubmitGame } from './submit-game.ts';

interface RematchReport {
  /** The game that two sides agreed on could not be created. */
  rematchRefused(game: GameId, refusal: string): void;
}

interface Needs {
  readonly store: Pick<EventStore<GameEvent>, 'read'>;
  readonly submit: SubmitGame;
  readonly now: () => number;
  readonly report: RematchReport;
}

const agreed = ({ events }: Positioned<GameEvent>): boolean => events.some(({ type }) => type === 'RematchAgreed');

/**
 * Creates the game that a rematch was agreed for, under the id that the log of the old game holds. The commit is named by
 * the old game, so that it happens once however often it is tried; there is nothing to empty before a rebuild.
 */
export const createRematches = ({ store, submit, now, report }: Needs): Projection<GameEvent> => {
  const make = async (old: GameId): Promise<void> => {
    const { state } = await loadGame(store, old);
    if (state.phase !== 'ended' || state.next === null) return;
    const outcome = await submit(state.next, rematchCommand(state, old, now()), `rematch:${old}`);
    if (!outcome.ok) report.rematchRefused(old, outcome.refusal);
  };
  return {
    name: 'rematches',
    apply: async (commits) => {
      for (const commit of commits.filter(agreed)) await make(gameId(commit.stream));
    },
    reset: async () => undefined,
  };
};
