import { createSearch, isDecided, isSpent, type Search, type SearchLimits, valueOfMove } from './alpha-beta.ts';
import { candidates } from './candidates.ts';
import { type Mark, otherMark, type Position } from './position.ts';
import { anyWinningCell, none } from './threats.ts';

/** A move and what it is worth to the side that makes it. */
interface Found {
  readonly cell: number;
  readonly value: number;
}

/** The best of these moves at one depth, or null where the search was spent before all were seen. */
const bestAt = (search: Search, moves: readonly number[], mark: Mark, depth: number): Found | null => {
  let best: Found = { cell: none, value: Number.NEGATIVE_INFINITY };
  for (const cell of moves) {
    const value = valueOfMove(search, cell, mark, depth - 1, best.value, Number.POSITIVE_INFINITY, 0);
    if (isSpent(search)) return null;
    if (value > best.value) best = { cell, value };
  }
  return best;
};

/** Searches one move deeper each time, the best move of the last time first, until the end is seen or the limits are reached. */
const deepen = (search: Search, moves: readonly number[], mark: Mark): number => {
  const { position, limits } = search;
  const free = position.cells.length - position.stones;
  let best = moves[0] ?? none;
  for (let depth = 1; depth <= Math.min(limits.depth, free); depth += 1) {
    const found = bestAt(search, [best, ...moves.filter((cell) => cell !== best)], mark, depth);
    if (!found) break;
    best = found.cell;
    if (isDecided(found.value)) break;
  }
  return best;
};

/** A win at hand, else the answer to a threat, else `none`. */
export const urgentCell = (position: Position, mark: Mark): number => {
  const win = anyWinningCell(position, mark);
  return win === none ? anyWinningCell(position, otherMark(mark)) : win;
};

/** What the search finds best among these moves. `order` breaks ties. */
export const bestOf = (
  position: Position,
  mark: Mark,
  limits: SearchLimits,
  order: readonly number[],
  moves: readonly number[],
): number => deepen(createSearch(position, limits, order), moves, mark);

/** The move to make: an urgent one, else what the search finds best. `order` breaks ties. */
export const bestCell = (position: Position, mark: Mark, limits: SearchLimits, order: readonly number[]): number => {
  const urgent = urgentCell(position, mark);
  return urgent === none ? bestOf(position, mark, limits, order, candidates(position, order, limits.beam)) : urgent;
};
