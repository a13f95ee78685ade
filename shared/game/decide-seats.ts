import { accept, refuse } from '../kernel/result.ts';
import { maySit, seatTaken, started } from './decide-create.ts';
import { acting, type Command, type Decision, ends, seatOf } from './decision.ts';
import { abortableMoves } from './limits.ts';
import type { Seat, Side } from './seats.ts';
import type { Awaiting, Created } from './state.ts';

type Place = Pick<Seat, 'side' | 'index'>;

const sizeOf = (state: Awaiting, side: Side): number => state.seats.filter((seat) => seat.side === side).length;

/** The smaller team first; X when they are equal. */
const sidesByNeed = (state: Awaiting): readonly Side[] =>
  sizeOf(state, 'o') < sizeOf(state, 'x') ? ['o', 'x'] : ['x', 'o'];

const isFree = (state: Awaiting, { side, index }: Place): boolean =>
  !state.seats.some((seat) => seat.side === side && seat.index === index);

/** The free seat that was asked for; where the side or the index is left open, the smaller side and the lowest index. */
const freeSeat = (state: Awaiting, side: Side | null, index: number | null): Place | undefined =>
  (side ? [side] : sidesByNeed(state))
    .flatMap((each) => Array.from({ length: state.settings.teamSize }, (_, at) => ({ side: each, index: at })))
    .find((place) => (index === null || place.index === index) && isFree(state, place));

/** Sitting down; the last to do so starts the game. */
export const decideSit = (state: Created, { at, by, side, index }: Command<'Sit'>): Decision => {
  if (seatOf(state, by.player)) return refuse('game/already-seated');
  if (state.phase === 'playing') return refuse('game/full');
  if (state.phase === 'ended') return refuse('game/not-awaiting');
  if (!maySit(state.settings, by)) return refuse('game/not-rated');
  const place = freeSeat(state, side, index);
  if (!place) return refuse('game/seat-taken');
  const seated = seatTaken(at, by, place.side, place.index);
  const isLast = state.seats.length + 1 === 2 * state.settings.teamSize;
  return accept(isLast ? [seated, started(at)] : [seated]);
};

/** Before the start the creator calls the game off, and anyone else only gives up their own seat. */
const leave = (state: Awaiting, { at, by }: Command<'Abort'>): Decision => {
  if (by === state.createdBy) return ends(at, null, 'aborted');
  const seat = seatOf(state, by);
  if (!seat) return refuse('game/not-a-player');
  return accept([{ type: 'SeatLeft', at, player: by, side: seat.side, index: seat.index }]);
};

/** Calling a game off without a winner: while it waits, and until each side has moved. */
export const decideAbort = (state: Created, command: Command<'Abort'>): Decision => {
  if (state.phase === 'awaiting') return leave(state, command);
  const actor = acting(state, command);
  if (!actor.ok) return actor;
  return actor.value.game.moves.length < abortableMoves
    ? ends(command.at, null, 'aborted')
    : refuse('game/too-late-to-abort');
};
