import type { GameCommand } from '../../shared/game/commands.ts';
import type { GameEvent } from '../../shared/game/events.ts';
import type { GameRefusal } from '../../shared/game/refusals.ts';
import type { Seat } from '../../shared/game/seats.ts';
import type { Created, GameState } from '../../shared/game/state.ts';
import type { GameId } from '../../shared/kernel/ids.ts';
import type { Submit } from '../eventing/outcome.ts';
import { refusalProblem } from './refusal-problem.ts';

/** The one door for commands to games; a game's stream has the game's id. */
export type SubmitGame = Submit<GameCommand, GameEvent, GameState, GameRefusal>;

/** Submits a command that a caller of the HTTP API asked for; a refusal becomes a Problem. */
export const submitOrThrow = async (
  submit: SubmitGame,
  game: GameId,
  command: GameCommand,
  commitId: string,
): Promise<Created> => {
  const outcome = await submit(game, command, commitId);
  if (!outcome.ok) throw refusalProblem(outcome.refusal);
  if (outcome.state.phase === 'absent') throw new Error('a game is absent after an accepted command');
  return outcome.state;
};

/** A seat's name on the wire, such as `o0`, taken apart. */
export const seatNamed = (key: string): Pick<Seat, 'side' | 'index'> => ({
  side: key.startsWith('x') ? 'x' : 'o',
  index: Number(key.slice(1)),
});
