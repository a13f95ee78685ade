import type { GameEvent } from '../../shared/game/events.ts';
import type { Ended } from '../../shared/game/state.ts';
import { type GameId, gameId } from '../../shared/kernel/ids.ts';
import type { Positioned } from '../eventing/event-store.ts';
import type { StateAt } from './state-at.ts';

/** A game that has ended, with the place of its end in the log; only its `offers` and `next` may still change. */
export interface FinishedGame {
  readonly id: GameId;
  readonly position: number;
  readonly state: Ended;
}

const readFinished = async (
  stateAt: StateAt,
  { stream, version, position }: Positioned<GameEvent>,
): Promise<FinishedGame | null> => {
  const state = await stateAt(gameId(stream), version);
  return state.phase === 'ended' ? { id: gameId(stream), position, state } : null;
};

/** The games that end in these commits, in log order, each folded from nothing but the log. */
export const finishedGames = async (
  stateAt: StateAt,
  commits: readonly Positioned<GameEvent>[],
): Promise<readonly FinishedGame[]> => {
  const ending = commits.filter(({ events }) => events.some(({ type }) => type === 'GameEnded'));
  const finished = await Promise.all(ending.map((commit) => readFinished(stateAt, commit)));
  return finished.filter((one) => one !== null);
};
