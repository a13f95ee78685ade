import { emptyCells, isColumn, isFree, isRow, lift, place } from './board.ts';
import { handOver, remaining, standStill, startClocks } from './clock.ts';
import type { GameEvent, OfferKind } from './events.ts';
import { otherSide, type Side } from './seats.ts';
import type { Awaiting, Ended, PlayedMove, Playing } from './state.ts';

/** One event of the union by its name. */
export type Event<Type extends GameEvent['type']> = Extract<GameEvent, { readonly type: Type }>;

type Offers = Playing['offers'];

/** The offers without those of one side; the same object when it has none, as in most moves. */
const without = (offers: Offers, side: Side): Offers => {
  const kinds = Object.keys(offers) as OfferKind[];
  if (!kinds.some((kind) => offers[kind] === side)) return offers;
  return Object.fromEntries(Object.entries(offers).filter(([, by]) => by !== side));
};

const noOffersMade: Playing['offersMade'] = { x: 0, o: 0 };

/** An offer of one side is on the table, and counts. */
export const offerMade = <State extends Playing | Ended>(state: State, { offer, side }: Event<'OfferMade'>): State => ({
  ...state,
  offers: { ...state.offers, [offer]: side },
  offersMade: { ...state.offersMade, [side]: state.offersMade[side] + 1 },
});

export const start = (state: Awaiting, { at, first }: Event<'GameStarted'>): Playing => ({
  ...state,
  phase: 'playing',
  cells: emptyCells(state.settings),
  first,
  startedAt: at,
  moves: [],
  clocks: startClocks(state.settings.clock, at),
  turnSince: at,
  offers: {},
  offersMade: noOffersMade,
});

const played = ({ clocks }: Playing, { x, y, side, player, at }: Event<'MoveMade'>): PlayedMove => ({
  x,
  y,
  side,
  player,
  at,
  clocksBefore: clocks && { x: clocks.x, o: clocks.o },
});

/** A move answers the other side's open offers by passing over them. */
export const move = (state: Playing, event: Event<'MoveMade'>): Playing => {
  const { settings, cells } = state;
  if (!isColumn(settings, event.x) || !isRow(settings, event.y) || !isFree(cells, settings, event)) return state;
  return {
    ...state,
    cells: place(cells, settings, event, event.side),
    moves: state.moves.concat([played(state, event)]),
    clocks: handOver(state.clocks, event.side, event.clockMs, event.at),
    turnSince: Math.max(state.turnSince, event.at),
    offers: without(state.offers, otherSide(event.side)),
  };
};

/** The last moves vanish, and both clocks read again what they read when the first of these turns began. */
export const takeBack = (state: Playing, { at, count }: Event<'MovesTakenBack'>): Playing => {
  const kept = state.moves.length - count;
  const earliest = state.moves[kept];
  if (!earliest) return state;
  const turnSince = Math.max(state.turnSince, at);
  return {
    ...state,
    cells: lift(state.cells, state.settings, state.moves.slice(kept)),
    moves: state.moves.slice(0, kept),
    clocks: earliest.clocksBefore && { ...earliest.clocksBefore, runningSince: turnSince, excusedUntil: turnSince },
    turnSince,
    offers: {},
  };
};

export const giveTime = (state: Playing, { to, ms }: Event<'TimeGiven'>): Playing =>
  state.clocks ? { ...state, clocks: { ...state.clocks, [to]: state.clocks[to] + ms } } : state;

export const giveTimeBack = (state: Playing, event: Event<'TimeGivenBack'>): Playing =>
  state.clocks ? { ...state, clocks: standStill(state.clocks, event) } : state;

/** A game that ended before it started has an empty board and lasted no time. */
const unplayed = ({ settings }: Awaiting, at: number): Pick<Ended, 'cells' | 'first' | 'startedAt' | 'moves'> => ({
  cells: emptyCells(settings),
  first: 'x',
  startedAt: at,
  moves: [],
});

export const end = (state: Awaiting | Playing, { at, winner, reason, line }: Event<'GameEnded'>): Ended => {
  const { settings, createdBy, createdAt, rematchOf, seats } = state;
  const { cells, first, startedAt, moves } = state.phase === 'playing' ? state : unplayed(state, at);
  return {
    phase: 'ended',
    ...{ settings, createdBy, createdAt, rematchOf, seats, cells, first, startedAt, moves },
    clocks: state.phase === 'playing' ? remaining(state, at) : null,
    endedAt: at,
    result: { winner, reason, line },
    offers: {},
    offersMade: noOffersMade,
    next: null,
  };
};
