import { createThreats, type Threats } from '../../solver/bits.ts';
import type { Layout } from '../../solver/layout.ts';
import { createMoves, type Moves } from '../../solver/moves.ts';
import type { BitPosition } from '../../solver/position.ts';
import { type BitTable, createBitTable } from './table.ts';
import { createWorth, unit, type Worth } from './worth.ts';

export interface BitSearch {
  readonly layout: Layout;
  readonly threats: Threats;
  readonly moves: Moves;
  readonly worth: Worth;
  readonly table: BitTable;
  /** Positions looked at, and how many may be: the measure of thinking, since it gives the same move on every machine. */
  nodes: number;
  limit: number;
}

/** Deeper than any board that fits. */
export const toTheEnd = 64;

/** With a table of 2^`tableBits` entries. */
export const createBitSearch = (layout: Layout, tableBits: number): BitSearch => {
  const threats = createThreats(layout);
  const moves = createMoves(layout, threats);
  const worth = createWorth(layout, threats);
  return { layout, threats, moves, worth, table: createBitTable(tableBits), nodes: 0, limit: 0 };
};

/** Allows so many more positions. */
export const allow = (search: BitSearch, nodes: number): void => {
  search.limit = search.nodes + nodes;
};

export const isSpent = (search: BitSearch): boolean => search.nodes > search.limit;

/** The known value where it decides the window, else NaN. A win or loss that was seen holds at any depth. */
const known = (table: BitTable, place: number, depth: number, alpha: number, beta: number): number => {
  const value = table.valueAt(place);
  const bound = table.boundAt(place);
  const isDeep = table.depthAt(place) >= depth;
  if (bound !== -1 && value >= beta && (isDeep || value >= unit)) return value;
  if (bound !== 1 && value <= alpha && (isDeep || value <= -unit)) return value;
  return bound === 0 && isDeep ? value : Number.NaN;
};

type Negamax = (
  search: BitSearch,
  ownLow: number,
  ownHigh: number,
  allLow: number,
  allHigh: number,
  stones: number,
  depth: number,
  alpha: number,
  beta: number,
) => number;

const searchMoves: Negamax = (search, ownLow, ownHigh, allLow, allHigh, stones, depth, alpha, beta) => {
  const { moves, layout } = search;
  const from = stones * layout.width;
  const end = from + moves.sort(ownLow, ownHigh, allLow, allHigh, from);
  const [foeLow, foeHigh] = [allLow ^ ownLow, allHigh ^ ownHigh];
  let best = Number.NEGATIVE_INFINITY;
  for (let at = from; at < end && best < beta && !isSpent(search); at += 1) {
    const low = allLow | moves.low(at);
    const high = allHigh | moves.high(at);
    const least = best > alpha ? best : alpha;
    const value = -negamax(search, foeLow, foeHigh, low, high, stones + 1, depth - 1, -beta, -least);
    if (value > best) best = value;
  }
  return best;
};

const throughTable: Negamax = (search, ownLow, ownHigh, allLow, allHigh, stones, depth, alpha, beta) => {
  const { layout, table } = search;
  // The own marks and the first free bit of each column: no two positions have the same.
  const keyLow = ownLow | (((allLow << 1) | layout.bottomLow) & ~allLow);
  const keyHigh = ownHigh | (((allHigh << 1) | (allLow >>> 31) | layout.bottomHigh) & ~allHigh);
  const place = table.find(keyLow, keyHigh);
  const found = place < 0 ? Number.NaN : known(table, place, depth, alpha, beta);
  if (!Number.isNaN(found)) return found;
  const value = searchMoves(search, ownLow, ownHigh, allLow, allHigh, stones, depth, alpha, beta);
  if (!isSpent(search)) table.store(keyLow, keyHigh, value, depth, value >= beta ? 1 : value > alpha ? 0 : -1);
  return value;
};

const negamax: Negamax = (search, ownLow, ownHigh, allLow, allHigh, stones, depth, alpha, beta) => {
  const { layout, moves, worth } = search;
  search.nodes += 1;
  if (isSpent(search)) return 0;
  const free = layout.width * layout.height - stones;
  if (!moves.findSafe(ownLow, ownHigh, allLow, allHigh)) return -(free >> 1) * unit;
  if (free <= 2) return 0;
  if (depth <= 0) return worth(ownLow, ownHigh, allLow, allHigh, stones);
  // Nobody wins with the next two marks: that bounds what can be reached.
  const least = Math.max(alpha, -((free - 2) >> 1) * unit);
  const most = Math.min(beta, ((free - 1) >> 1) * unit);
  if (least >= most) return alpha < least ? least : most;
  const reach = depth >= free ? toTheEnd : depth;
  return throughTable(search, ownLow, ownHigh, allLow, allHigh, stones, reach, least, most);
};

/**
 * The value to the side to move, which must not be able to win at once; exact between `alpha` and `beta`, else a bound, and meaningless
 * once the search is spent. Alpha-beta over bitboards (after P. Pons, Solving Connect Four, 2019): only moves that do not lose at once are
 * tried, those that make the most threats first, and what was found out is kept in the table.
 */
export const searched = (
  search: BitSearch,
  { ownLow, ownHigh, allLow, allHigh, stones }: BitPosition,
  depth: number,
  alpha: number,
  beta: number,
): number => negamax(search, ownLow, ownHigh, allLow, allHigh, stones, depth, alpha, beta);
