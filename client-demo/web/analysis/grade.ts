import { cellIndex } from '../../../shared/game/board.ts';
import type { Cell } from '../../../shared/game/events.ts';
import type { Side } from '../../../shared/game/seats.ts';
import type { BoardSettings } from '../../../shared/game/settings.ts';
import { createSolver, type Marks, mostCells, OutOfTime, type Value } from './solve.ts';

/** What could be had before a move and what is left after it, both for whoever made it, with perfect play from there. */
export interface Grade {
  readonly before: Value;
  readonly after: Value;
}

/** A move and the board just before it: 0 empty, 1 X, 2 O. */
export interface GradedMove extends Cell {
  readonly side: Side;
  readonly cells: Uint8Array;
  readonly wins: boolean;
}

/** How long a game may be thought about, ms. */
const gradeBudgetMs = 1000;

export const canBeGraded = ({ width, height }: BoardSettings): boolean => width * height <= mostCells;

const opposite = (value: Value): Value => (value === 0 ? 0 : value === 1 ? -1 : 1);

const marksOf = ({ cells, side }: GradedMove): Marks => {
  const bits = (mark: number): number => cells.reduce((all, cell, at) => (cell === mark ? all | (1 << at) : all), 0);
  const [x, o] = [bits(1), bits(2)];
  return side === 'x' ? { mine: x, theirs: o } : { mine: o, theirs: x };
};

/**
 * Grades moves from the last to the first, since late positions are the easy ones; those for which the time did not suffice are
 * null. `now` gives ms of any origin.
 */
export const gradeMoves = (
  board: BoardSettings,
  moves: readonly GradedMove[],
  now: () => number,
  budgetMs = gradeBudgetMs,
): readonly (Grade | null)[] => {
  const grades: (Grade | null)[] = moves.map(() => null);
  if (!canBeGraded(board)) return grades;
  const until = now() + budgetMs;
  const solve = createSolver(board, () => now() > until);
  const gradeOf = (move: GradedMove): Grade => {
    const before = marksOf(move);
    if (move.wins) return { before: 1, after: 1 };
    const after = { mine: before.theirs, theirs: before.mine | (1 << cellIndex(board, move)) };
    return { before: solve(before), after: opposite(solve(after)) };
  };
  try {
    for (let at = moves.length - 1; at >= 0; at -= 1) grades[at] = gradeOf(moves[at]!);
  } catch (error) {
    if (!(error instanceof OutOfTime)) throw error;
  }
  return grades;
};
