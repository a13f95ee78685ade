import type { GameId } from '../kernel/ids.ts';
import type { Command } from './decision.ts';
import { otherSide } from './seats.ts';
import type { Ended } from './state.ts';

/** The command that creates the next game of the same players: same settings, same order in the team, sides swapped. */
export const rematchCommand = (state: Ended, of: GameId, at: number): Command<'CreateRematch'> => ({
  type: 'CreateRematch',
  at,
  of,
  settings: state.settings,
  seats: state.seats.map((seat) => ({ ...seat, side: otherSide(seat.side) })),
});
