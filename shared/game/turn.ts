import type { Seat, Side } from './seats.ts';
import { otherSide } from './seats.ts';
import type { Playing } from './state.ts';

/** What decides whose turn it is: who began, how many moves stand, how many players a side. */
type Turns = Pick<Playing, 'first' | 'moves' | 'settings'>;

/** Sides alternate from the one that began. */
export const sideToMove = ({ first, moves }: Pick<Playing, 'first' | 'moves'>): Side =>
  moves.length % 2 === 0 ? first : otherSide(first);

/** The seat to move; teammates follow each other by index: x0, o0, x1, o1, x0, … */
export const turnOf = (state: Turns): Pick<Seat, 'side' | 'index'> => ({
  side: sideToMove(state),
  index: Math.floor(state.moves.length / 2) % state.settings.teamSize,
});

export const isTurnOf = (state: Turns, seat: Pick<Seat, 'side' | 'index'>): boolean => {
  const turn = turnOf(state);
  return turn.side === seat.side && turn.index === seat.index;
};
