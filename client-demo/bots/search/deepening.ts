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

/** The move to make: a win, else the answer to a threat, else what the search finds best. `order` breaks ties. */
export const bestCell = (position: Position, mark: Mark, limits: SearchLimits, order: readonly number[]): number => {
  const win = anyWinningCell(position, mark);
  if (win !== none) return win;
  const threat = anyWinningCell(position, otherMark(mark));
  if (threat !== none) return threat;
  return deepen(createSearch(position, limits, order), candidates(position, order, limits.beam), mark);
};
