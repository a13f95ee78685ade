import type { GameEvent } from '../../shared/game/events.ts';
import type { Ended } from '../../shared/game/state.ts';
import { type GameId, gameId } from '../../shared/kernel/ids.ts';
import type { EventStore, Positioned } from '../eventing/event-store.ts';
import { stateAfter } from './read-game.ts';

/** A game as it stood when it ended, with the place of its end in the log. */
export interface FinishedGame {
  readonly id: GameId;
  readonly position: number;
  readonly state: Ended;
}

const readFinished = async (
  store: Pick<EventStore<GameEvent>, 'read'>,
  { stream, version, position }: Positioned<GameEvent>,
): Promise<FinishedGame | null> => {
  const commits = (await store.read(stream)).filter((commit) => commit.version <= version);
  const state = stateAfter(commits);
  return state.phase === 'ended' ? { id: gameId(stream), position, state } : null;
};

/** The games that end in these commits, in log order, each folded from nothing but the log as it was at that commit. */
export const finishedGames = async (
  store: Pick<EventStore<GameEvent>, 'read'>,
  commits: readonly Positioned<GameEvent>[],
): Promise<readonly FinishedGame[]> => {
  const ending = commits.filter(({ events }) => events.some(({ type }) => type === 'GameEnded'));
  const finished = await Promise.all(ending.map((commit) => readFinished(store, commit)));
  return finished.filter((one) => one !== null);
};
