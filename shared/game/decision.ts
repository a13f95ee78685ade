import type { PlayerId } from '../kernel/ids.ts';
import { accept, type Result, refuse } from '../kernel/result.ts';
import { hasFlagFallen } from './clock.ts';
import type { GameCommand } from './commands.ts';
import type { EndReason, GameEvent } from './events.ts';
import type { GameRefusal } from './refusals.ts';
import type { Seat, Side } from './seats.ts';
import type { Created, Playing } from './state.ts';

export type Decision = Result<readonly GameEvent[], GameRefusal>;

/** One command of the union by its name. */
export type Command<Type extends GameCommand['type']> = Extract<GameCommand, { readonly type: Type }>;

export const seatOf = (state: Created, player: PlayerId): Seat | undefined =>
  state.seats.find((seat) => seat.player === player);

/** Whether both teams are complete; a game starts at that moment, so an ended game without all seats never started. */
export const isFullySeated = (state: Created): boolean => state.seats.length >= 2 * state.settings.teamSize;

/**
 * The game in play and the seat of whoever acts in it. Once the flag of the side to move has fallen nobody acts any more:
 * the only thing left to record is the loss on time.
 */
export const acting = (
  state: Created,
  { by, at }: { readonly by: PlayerId; readonly at: number },
): Result<{ readonly game: Playing; readonly seat: Seat }, GameRefusal> => {
  if (state.phase !== 'playing') return refuse('game/not-playing');
  const seat = seatOf(state, by);
  if (!seat) return refuse('game/not-a-player');
  if (hasFlagFallen(state, at)) return refuse('game/out-of-time');
  return accept({ game: state, seat });
};

/** The decision that a game ends otherwise than by a move. */
export const ends = (at: number, winner: Side | null, reason: EndReason): Decision =>
  accept([{ type: 'GameEnded', at, winner, reason, line: [] }]);
