import type { GameEvent } from './events.ts';
import { type Event, end, giveTime, giveTimeBack, move, offerMade, start, takeBack } from './evolve-play.ts';
import type { Awaiting, Created, Ended, GameState, Playing } from './state.ts';

const created = ({ at, by, settings, rematchOf }: Event<'GameCreated'>): Awaiting => ({
  phase: 'awaiting',
  settings,
  createdBy: by,
  createdAt: at,
  rematchOf,
  seats: [],
});

const seat = (state: Awaiting, { side, index, player, standing, rated }: Event<'SeatTaken'>): Awaiting => {
  const occupied = state.seats.some(
    (other) => other.player === player || (other.side === side && other.index === index),
  );
  return occupied ? state : { ...state, seats: [...state.seats, { side, index, player, standing, rated }] };
};

const awaiting = (state: Awaiting, event: GameEvent): GameState => {
  switch (event.type) {
    case 'SeatTaken':
      return seat(state, event);
    case 'SeatLeft':
      return { ...state, seats: state.seats.filter(({ player }) => player !== event.player) };
    case 'GameStarted':
      return start(state, event);
    case 'GameEnded':
      return end(state, event);
    default:
      return state;
  }
};

const playing = (state: Playing, event: GameEvent): GameState => {
  switch (event.type) {
    case 'MoveMade':
      return move(state, event);
    case 'OfferMade':
      return event.offer === 'rematch' ? state : offerMade(state, event);
    case 'OfferDeclined': {
      const { [event.offer]: _declined, ...offers } = state.offers;
      return { ...state, offers };
    }
    case 'MovesTakenBack':
      return takeBack(state, event);
    case 'TimeGiven':
      return giveTime(state, event);
    case 'TimeGivenBack':
      return giveTimeBack(state, event);
    case 'GameEnded':
      return end(state, event);
    default:
      return state;
  }
};

const ended = (state: Ended, event: GameEvent): GameState => {
  switch (event.type) {
    case 'OfferMade':
      return event.offer === 'rematch' ? offerMade(state, event) : state;
    case 'OfferDeclined':
      return event.offer === 'rematch' ? { ...state, offers: {} } : state;
    case 'RematchAgreed':
      return { ...state, offers: {}, next: event.next };
    default:
      return state;
  }
};

const inGame = (state: Created, event: GameEvent): GameState => {
  if (state.phase === 'awaiting') return awaiting(state, event);
  return state.phase === 'playing' ? playing(state, event) : ended(state, event);
};

/**
 * The state after an event. Total: an event that does not fit the state, or that this version does not know, changes nothing.
 * States are shared freely, so nothing reachable from one is ever written again.
 */
export const evolve = (state: GameState, event: GameEvent): GameState => {
  if (state.phase !== 'absent') return inGame(state, event);
  return event.type === 'GameCreated' ? created(event) : state;
};
