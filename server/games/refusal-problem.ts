import type { GameRefusal } from '../../shared/game/refusals.ts';
import { refusalMessages } from '../../shared/protocol/refusals.ts';
import { Problem } from '../http/problem.ts';

/** The HTTP status of each refusal; what is not here is a conflict with the state of the game. */
const statuses: Partial<Record<GameRefusal, number>> = {
  'game/not-found': 404,
  'game/not-rated': 403,
  'game/not-a-player': 403,
  'game/invalid-settings': 422,
  'game/no-ladder': 422,
  'game/outside-board': 422,
  'game/row-needed': 422,
};

/** A refusal of the rules as the HTTP API answers it. */
export const refusalProblem = (refusal: GameRefusal): Problem =>
  new Problem(statuses[refusal] ?? 409, refusal, refusalMessages[refusal]);
