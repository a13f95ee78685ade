import { game } from '../../shared/game/decider.ts';
import type { GameEvent } from '../../shared/game/events.ts';
import type { Created, GameState } from '../../shared/game/state.ts';
import type { GameId } from '../../shared/kernel/ids.ts';
import type { Commit, EventStore } from '../eventing/event-store.ts';
import { refusalProblem } from './refusal-problem.ts';

type Log = Pick<EventStore<GameEvent>, 'read'>;

/** An event with its version: the nth event of a game has version n, from 1. */
export interface VersionedEvent {
  readonly version: number;
  readonly event: GameEvent;
}

export interface LoadedGame {
  readonly state: Created;
  readonly version: number;
}

/** The state after these commits, which are a game's first. */
export const stateAfter = (commits: readonly Commit<GameEvent>[]): GameState =>
  commits.flatMap(({ events }) => events).reduce(game.evolve, game.initial);

/** A game as the log has it now, whatever the read models have seen; throws game/not-found. */
export const loadGame = async (store: Log, id: GameId): Promise<LoadedGame> => {
  const commits = await store.read(id);
  const state = stateAfter(commits);
  if (state.phase === 'absent') throw refusalProblem('game/not-found');
  return { state, version: commits.at(-1)?.version ?? 0 };
};

const versioned = ({ version, events }: Commit<GameEvent>): readonly VersionedEvent[] =>
  events.map((event, index) => ({ version: version - events.length + 1 + index, event }));

/** The events after a version, oldest first, at most `limit`; throws game/not-found. */
export const readEvents = async (
  store: Log,
  id: GameId,
  afterVersion: number,
  limit: number,
): Promise<{ readonly events: readonly VersionedEvent[]; readonly more: boolean }> => {
  const commits = await store.read(id, afterVersion);
  // A game without a first event does not exist; one without a later event only has no more of them.
  if (commits.length === 0) await loadGame(store, id);
  const events = commits.flatMap(versioned).filter(({ version }) => version > afterVersion);
  return { events: events.slice(0, limit), more: events.length > limit };
};

/** An event as the API gives it: times are ISO 8601. */
export const eventEntry = ({ version, event: { type, at, ...fields } }: VersionedEvent) => ({
  version,
  type,
  at: new Date(at).toISOString(),
  ...fields,
});
