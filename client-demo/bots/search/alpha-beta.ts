import { candidates } from './candidates.ts';
import { type Mark, otherMark, type Position, play, takeBack, worthTo } from './position.ts';
import { createTable, type Entry, type Table } from './table.ts';
import { anyWinningCell, none, several, winningCell } from './threats.ts';

export interface SearchLimits {
  /** Positions looked at before the search stops; the measure of thinking, since it gives the same move on every machine. */
  readonly nodes: number;
  readonly depth: number;
  /** Moves tried in a position of a large board. */
  readonly beam: number;
  readonly tableBits: number;
}

/** A won position's value, less the number of moves to the end; every other value is far below. */
const won = 2 ** 50;
const surelyWon = won - 1_000;
export const isDecided = (value: number): boolean => Math.abs(value) > surelyWon;

export interface Search {
  readonly position: Position;
  readonly limits: SearchLimits;
  readonly table: Table;
  readonly order: readonly number[];
  nodes: number;
}

/** `order` breaks ties between moves that look alike. */
export const createSearch = (position: Position, limits: SearchLimits, order: readonly number[]): Search => ({
  position,
  limits,
  table: createTable(limits.tableBits),
  order,
  nodes: 0,
});

export const isSpent = (search: Search): boolean => search.nodes >= search.limits.nodes;

/** Values of won positions are kept relative to their position, since it may be reached by longer ways. */
const toTable = (value: number, ply: number): number => (isDecided(value) ? value + Math.sign(value) * ply : value);
const fromTable = (value: number, ply: number): number => (isDecided(value) ? value - Math.sign(value) * ply : value);

const usable = ({ bound, value }: Entry, ply: number, alpha: number, beta: number): number | null => {
  const known = fromTable(value, ply);
  const decides = bound === 0 || (bound === 1 && known >= beta) || (bound === -1 && known <= alpha);
  return decides ? known : null;
};

/** The value of a move to the side that makes it. */
export const valueOfMove = (
  search: Search,
  cell: number,
  mark: Mark,
  depth: number,
  alpha: number,
  beta: number,
  ply: number,
): number => {
  play(search.position, cell, mark);
  const value = -negamax(search, otherMark(mark), depth, -beta, -alpha, ply + 1);
  takeBack(search.position, cell, mark);
  return value;
};

const first = (move: number, cells: number[]): number[] =>
  move >= 0 && cells.includes(move) ? [move, ...cells.filter((cell) => cell !== move)] : cells;

const searchMoves = (search: Search, mark: Mark, depth: number, alpha: number, beta: number, ply: number): number => {
  const { position, limits, table, order } = search;
  const known = table.find(position);
  const value = known && known.depth >= depth ? usable(known, ply, alpha, beta) : null;
  if (value !== null) return value;
  let best = { value: Number.NEGATIVE_INFINITY, move: none };
  for (const cell of first(known?.move ?? none, candidates(position, order, limits.beam))) {
    const reached = valueOfMove(search, cell, mark, depth - 1, Math.max(alpha, best.value), beta, ply);
    if (isSpent(search)) return 0;
    if (reached > best.value) best = { value: reached, move: cell };
    if (best.value >= beta) break;
  }
  const bound = best.value >= beta ? 1 : best.value > alpha ? 0 : -1;
  table.store(position, { depth, value: toTable(best.value, ply), bound, move: best.move });
  return best.value;
};

/**
 * The value to the side to move (fail-soft alpha-beta). A win at hand is taken and a threat is answered without a choice, and such
 * answers cost no depth: so forced sequences are seen to their end. Meaningless once the search is spent.
 */
const negamax = (search: Search, mark: Mark, depth: number, alpha: number, beta: number, ply: number): number => {
  const { position } = search;
  search.nodes += 1;
  if (isSpent(search) || position.stones === position.cells.length) return 0;
  if (anyWinningCell(position, mark) !== none) return won - ply - 1;
  const threat = winningCell(position, otherMark(mark));
  if (threat === several) return -(won - ply - 2);
  if (threat !== none) return valueOfMove(search, threat, mark, depth, alpha, beta, ply);
  if (depth <= 0) return worthTo(position, mark);
  return searchMoves(search, mark, depth, alpha, beta, ply);
};
