import { isFullySeated } from '../../shared/game/decision.ts';
import type { EndReason, GameEvent } from '../../shared/game/events.ts';
import type { Seat, Side } from '../../shared/game/seats.ts';
import type { Settings } from '../../shared/game/settings.ts';
import type { Created } from '../../shared/game/state.ts';
import { type GameId, gameId, type PlayerId } from '../../shared/kernel/ids.ts';
import type { Positioned } from '../eventing/event-store.ts';

export type GameStatus = 'awaiting' | 'playing' | 'finished';

/** A game without its board: what lists show of it. Times are ms since the epoch. */
export interface GameFacts {
  readonly id: GameId;
  readonly status: GameStatus;
  readonly settings: Settings;
  readonly createdBy: PlayerId;
  readonly createdAt: number;
  /** Null for a game that has not begun, and for one that was called off before it did. */
  readonly startedAt: number | null;
  readonly endedAt: number | null;
  readonly result: { readonly winner: Side | null; readonly reason: EndReason } | null;
  readonly rematchOf: GameId | null;
  readonly seats: readonly Seat[];
}

/** What the read model keeps of a game. */
export interface GameRecord extends GameFacts {
  /** Position of the commit that created the game: unique, and the order of every list. */
  readonly created: number;
  /** Position of the last commit folded in. */
  readonly position: number;
}

const statusOf = ({ phase }: Created): GameStatus => (phase === 'ended' ? 'finished' : phase);

const times = (state: Created): Pick<GameFacts, 'startedAt' | 'endedAt'> => {
  if (state.phase === 'awaiting') return { startedAt: null, endedAt: null };
  const startedAt = isFullySeated(state) ? state.startedAt : null;
  return { startedAt, endedAt: state.phase === 'ended' ? state.endedAt : null };
};

/** The facts of a game from its state, for answers that must not wait for the read model. */
export const factsOf = (id: GameId, state: Created): GameFacts => ({
  id,
  status: statusOf(state),
  settings: state.settings,
  createdBy: state.createdBy,
  createdAt: state.createdAt,
  ...times(state),
  result: state.phase === 'ended' ? { winner: state.result.winner, reason: state.result.reason } : null,
  rematchOf: state.rematchOf,
  seats: state.seats,
});

type Event<Type extends GameEvent['type']> = Extract<GameEvent, { readonly type: Type }>;

const created = (stream: string, { at, by, settings, rematchOf }: Event<'GameCreated'>): GameFacts => ({
  id: gameId(stream),
  status: 'awaiting',
  settings,
  createdBy: by,
  createdAt: at,
  startedAt: null,
  endedAt: null,
  result: null,
  rematchOf,
  seats: [],
});

const seated = ({ side, index, player, standing, rated }: Event<'SeatTaken'>): Seat => ({
  side,
  index,
  player,
  standing,
  rated,
});

const evolve = (facts: GameFacts, event: GameEvent): GameFacts => {
  switch (event.type) {
    case 'SeatTaken':
      return { ...facts, seats: [...facts.seats, seated(event)] };
    case 'SeatLeft':
      return { ...facts, seats: facts.seats.filter(({ player }) => player !== event.player) };
    case 'GameStarted':
      return { ...facts, status: 'playing', startedAt: event.at };
    case 'GameEnded':
      return {
        ...facts,
        status: 'finished',
        endedAt: event.at,
        result: { winner: event.winner, reason: event.reason },
      };
    default:
      return facts;
  }
};

/** The record after a commit that it has not seen; undefined where the stream does not begin with a creation. */
export const foldRecord = (
  known: GameRecord | undefined,
  { stream, position, events }: Positioned<GameEvent>,
): GameRecord | undefined => {
  const [first] = events;
  const before = known ?? (first?.type === 'GameCreated' ? created(stream, first) : undefined);
  return before && { ...events.reduce(evolve, before), created: known?.created ?? position, position };
};
