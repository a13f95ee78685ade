import { cellOfIndex, markOf } from '../../shared/game/board.ts';
import { fitsBits } from '../solver/layout.ts';
import { anyOf, shuffled } from './chance.ts';
import { type BitLimits, chooseByBits } from './connect-four/choose.ts';
import { legalCells } from './legal-moves.ts';
import type { BotView, Chance, Policy } from './policy.ts';
import type { SearchLimits } from './search/alpha-beta.ts';
import { candidates } from './search/candidates.ts';
import { bestCell, bestOf, urgentCell } from './search/deepening.ts';
import { createLines } from './search/lines.ts';
import { isLegal, type Mark, otherMark, type Position, positionOf } from './search/position.ts';
import { type ThreatLimits, threatSpace } from './search/threat-space.ts';
import { anyWinningCell, none } from './search/threats.ts';

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

/** Looks for a win by threats, keeps to moves that allow the other side none, and searches among those. With gravity it only searches. */
const threatening =
  (threats: ThreatLimits, limits: SearchLimits): Chooser =>
  (position, mark, order) => {
    const move = urgentCell(position, mark);
    if (move !== none) return move;
    const moves = candidates(position, order, limits.beam);
    if (position.board.gravity) return bestOf(position, mark, limits, order, moves);
    const { win, safe } = threatSpace(position, mark, order, moves, threats);
    return win === none ? bestOf(position, mark, limits, order, safe) : win;
  };

/** On boards like that of connect-four: bitboards. */
const withBits =
  (limits: BitLimits, otherwise: Chooser): Chooser =>
  (position, mark, order) => {
    const { board, cells } = position;
    if (!fitsBits(board)) return otherwise(position, mark, order);
    const legal = order.filter((cell) => isLegal(position, cell));
    return chooseByBits(board, cells, mark, legal, limits);
  };

const choosers: Readonly<Record<Exclude<Level, 1>, Chooser>> = {
  2: winOrBlock,
  3: searching({ nodes: 3_000, depth: 3, beam: 10, tableBits: 12 }),
  4: withBits(
    { solve: 3_000, solveFrom: 16, look: 2_000, tableBits: 13 },
    threatening(
      { win: 2_000, defence: 300, reply: 200, moves: 10, replies: 12 },
      { nodes: 40_000, depth: 60, beam: 12, tableBits: 16 },
    ),
  ),
  5: withBits(
    { solve: 300_000, solveFrom: 10, look: 100_000, tableBits: 18 },
    threatening(
      { win: 10_000, defence: 1_000, reply: 500, moves: 16, replies: 16 },
      { nodes: 250_000, depth: 60, beam: 16, tableBits: 18 },
    ),
  ),
};

const randomMove: Policy = (view, chance) => cellOfIndex(view, anyOf(legalCells(view), chance));

/**
 * The five levels: 1 any legal move · 2 wins or blocks where one move does it · 3 alpha-beta, three moves deep · 4 deeper, over
 * bitboards at connect-four, and elsewhere within what a search for threats leaves · 5 the same with many times the budget: on 3x3 it
 * sees every game to its end, at connect-four most games from the tenth mark on.
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
