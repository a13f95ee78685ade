import { markOf, place } from '../../../shared/game/board.ts';
import type { Cell } from '../../../shared/game/events.ts';
import { otherSide, type Side } from '../../../shared/game/seats.ts';
import type { BoardSettings } from '../../../shared/game/settings.ts';
import { createJudge, type Judge, type Value } from '../../solver/judge.ts';
import { fitsBits } from '../../solver/layout.ts';
import { OutOfTime } from '../../solver/out-of-time.ts';
import { createSolver, mostCells } from './solve.ts';

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

/** Answers remembered of each question, as the logarithm of their number: 9 MiB. */
const memoryBits = 20;

const isSmall = ({ width, height }: BoardSettings): boolean => width * height <= mostCells;

export const canBeGraded = (board: BoardSettings): boolean => isSmall(board) || fitsBits(board);

const opposite = (value: Value): Value => (value === 0 ? 0 : value === 1 ? -1 : 1);

const bitsOf = (cells: Uint8Array, mark: number): number =>
  cells.reduce((all, cell, at) => (cell === mark ? all | (1 << at) : all), 0);

/** Boards like that of connect-four by bitboards, other small ones cell by cell. */
const judgeOf = (board: BoardSettings, spent: () => boolean): Judge => {
  if (fitsBits(board)) return createJudge(board, { memoryBits, spent });
  const solve = createSolver(board, spent);
  return (cells, mark) => solve({ mine: bitsOf(cells, mark), theirs: bitsOf(cells, 3 - mark) });
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
  const judge = judgeOf(board, () => now() > until);
  const gradeOf = (move: GradedMove): Grade => {
    if (move.wins) return { before: 1, after: 1 };
    const after = opposite(judge(place(move.cells, board, move, move.side), markOf(otherSide(move.side))));
    // Who can still win with this move could win before it.
    return { before: after === 1 ? 1 : judge(move.cells, markOf(move.side)), after };
  };
  try {
    for (let at = moves.length - 1; at >= 0; at -= 1) grades[at] = gradeOf(moves[at]!);
  } catch (error) {
    if (!(error instanceof OutOfTime)) throw error;
  }
  return grades;
};
