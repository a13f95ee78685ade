import type { BoardSettings } from '../../../shared/game/settings.ts';
import { layoutOf } from '../../solver/layout.ts';
import { afterMove, type BitPosition, bitPositionOf } from '../../solver/position.ts';
import { allow, type BitSearch, createBitSearch, isSpent, searched, toTheEnd } from './bit-search.ts';
import { scoreOf, winsOn } from './solve.ts';
import { unit } from './worth.ts';

export interface BitLimits {
  /** Positions looked at in the attempt to see the end of the game. */
  readonly solve: number;
  /** Marks on the board from which on that is attempted. */
  readonly solveFrom: number;
  /** Positions looked at, ever deeper, where the end is too far. */
  readonly look: number;
  readonly tableBits: number;
}

/** A move and the position after it, in which the other side cannot win at once. */
interface Option {
  readonly cell: number;
  readonly after: BitPosition;
}

const otherSide = (position: BitPosition): BitPosition => ({
  ...position,
  ownLow: position.allLow ^ position.ownLow,
  ownHigh: position.allHigh ^ position.ownHigh,
});

/** A move that keeps the best score, or null where the limit does not suffice to know one. */
const solved = (search: BitSearch, position: BitPosition, options: readonly Option[], nodes: number): number | null => {
  allow(search, nodes);
  const score = scoreOf(search, position);
  if (score === null) return null;
  const keeps = ({ after }: Option): boolean =>
    searched(search, after, toTheEnd, -score * unit, (1 - score) * unit) <= -score * unit && !isSpent(search);
  return options.find(keeps)?.cell ?? null;
};

/** The best of the moves at one depth, or null where the search was spent before all were seen. */
const bestAt = (search: BitSearch, options: readonly Option[], depth: number) => {
  let best: { readonly option: Option; readonly value: number } | null = null;
  for (const option of options) {
    const alpha: number = best?.value ?? Number.NEGATIVE_INFINITY;
    const value = -searched(search, option.after, depth - 1, Number.NEGATIVE_INFINITY, -alpha);
    if (isSpent(search)) return null;
    if (value > alpha) best = { option, value };
  }
  return best;
};

/** Looks one move deeper each time, the best move of the last time first, until the end is seen or the limit is reached. */
const lookAhead = (search: BitSearch, options: readonly Option[], nodes: number): number | null => {
  allow(search, nodes);
  let order = options;
  for (let depth = 1; depth <= toTheEnd; depth += 1) {
    const best = bestAt(search, order, depth);
    if (best === null) break;
    order = [best.option, ...order.filter((option) => option !== best.option)];
    if (Math.abs(best.value) >= unit) break;
  }
  return order[0]?.cell ?? null;
};

/**
 * Where to go on a board that fits: a win, else the answer to a threat, else what keeps the best score where the game can be seen to its
 * end, else what looks best as deep as the limit goes. `legal` are the cells where a mark may go; its order breaks ties.
 */
export const chooseByBits = (
  board: BoardSettings,
  cells: Uint8Array,
  mark: 1 | 2,
  legal: readonly number[],
  limits: BitLimits,
): number => {
  const layout = layoutOf(board);
  const search = createBitSearch(layout, limits.tableBits);
  const position = bitPositionOf(layout, cells, mark);
  const foe = otherSide(position);
  const atOnce = [position, foe].map((side) => legal.find((cell) => winsOn(search, side, cell)));
  const urgent = atOnce[0] ?? atOnce[1];
  if (urgent !== undefined) return urgent;
  const options = legal
    .filter((cell) => cell < board.width || !winsOn(search, foe, cell - board.width))
    .map((cell) => ({ cell, after: afterMove(layout, position, cell) }));
  const isNear = position.stones >= limits.solveFrom;
  const best = isNear ? solved(search, position, options, limits.solve) : null;
  return best ?? lookAhead(search, options, limits.look) ?? (legal[0] as number);
};
