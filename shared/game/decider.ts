import type { Decider } from '../kernel/decider.ts';
import type { GameCommand } from './commands.ts';
import { decide } from './decide.ts';
import type { GameEvent } from './events.ts';
import { evolve } from './evolve.ts';
import type { GameRefusal } from './refusals.ts';
import type { GameState } from './state.ts';

/** The rules of one game: m x n, k in a row, and all that two sides may do around the board. */
export const game: Decider<GameCommand, GameEvent, GameState, GameRefusal> = {
  initial: { phase: 'absent' },
  decide,
  evolve,
};
