import { cellOfIndex, markOf } from '../../shared/game/board.ts';
import { anyOf, shuffled } from './chance.ts';
import { legalCells } from './legal-moves.ts';
import type { BotView, Chance, Policy } from './policy.ts';
import type { SearchLimits } from './search/alpha-beta.ts';
import { bestCell } from './search/deepening.ts';
import { createLines } from './search/lines.ts';
import { isLegal, type Mark, otherMark, type Position, positionOf } from './search/position.ts';
import { anyWinningCell, forcedWin, none } from './search/threats.ts';

export type Level = 1 | 2 | 3 | 4 | 5;

export const levels: readonly Level[] = [1, 2, 3, 4, 5];

export const isLevel = (value: number): value is Level => (levels as readonly number[]).includes(value);

/** Chooses a cell; `order` is every cell of the board in an order of chance's. */
type Chooser = (position: Position, mark: Mark, order: readonly number[]) => number;

const winOrBlock: Chooser = (position, mark, order) => {
  const win = anyWinningCell(position, mark);
  const block = win === none ? anyWinningCell(position, otherMark(mark)) : win;
  return block === none ? (order.find((cell) => isLegal(position, cell)) ?? none) : block;
};

const searching =
  (limits: SearchLimits): Chooser =>
  (position, mark, order) =>
    bestCell(position, mark, limits, order);

/** First looks for a win by threats alone, then searches. With gravity an answer can open the cell above, so there it only searches. */
const threatening =
  (threats: number, limits: SearchLimits): Chooser =>
  (position, mark, order) => {
    const win = position.board.gravity ? none : forcedWin(position, mark, { left: threats });
    return win === none ? bestCell(position, mark, limits, order) : win;
  };

const choosers: Readonly<Record<Exclude<Level, 1>, Chooser>> = {
  2: winOrBlock,
  3: searching({ nodes: 3_000, depth: 3, beam: 10, tableBits: 12 }),
  4: threatening(2_000, { nodes: 40_000, depth: 60, beam: 12, tableBits: 16 }),
  5: threatening(10_000, { nodes: 250_000, depth: 60, beam: 16, tableBits: 18 }),
};

const randomMove: Policy = (view, chance) => cellOfIndex(view, anyOf(legalCells(view), chance));

/**
 * The five levels: 1 any legal move · 2 wins or blocks where one move does it · 3 alpha-beta, three moves deep · 4 the same as deep
 * as its budget goes, after a search for a win by threats · 5 with six times the budget: on 3x3 it sees every game to its end.
 */
export const createPolicies = (): ((level: Level) => Policy) => {
  const linesOf = createLines();
  const choosing =
    (choose: Chooser): Policy =>
    (view: BotView, chance: Chance) => {
      const position = positionOf(view, linesOf(view), view.cells);
      const order = shuffled([...view.cells.keys()], chance);
      return cellOfIndex(view, choose(position, markOf(view.side) as Mark, order));
    };
  return (level) => (level === 1 ? randomMove : choosing(choosers[level]));
};
