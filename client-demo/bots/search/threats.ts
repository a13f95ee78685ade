import { isPlayable, type Mark, otherMark, type Position, play, sideOfMark, takeBack } from './position.ts';

/** No cell, or more than one. */
export const none = -1;
export const several = -2;

const emptyCellOf = ({ lines, cells }: Position, line: number, from = 0): number => {
  for (let i = from; i < lines.inARow; i += 1) {
    if (cells[lines.cells[line * lines.inARow + i] as number] === 0) return i;
  }
  return none;
};

/** With `exact` a line does not win where the run goes on beyond it. */
const isOverlong = ({ board, lines, cells }: Position, line: number, mark: Mark): boolean =>
  board.exact &&
  [lines.beyond[2 * line] as number, lines.beyond[2 * line + 1] as number].some(
    (cell) => cell >= 0 && cells[cell] === mark,
  );

/** The cell where a side wins with its next mark: one such cell, `none`, or `several` different ones. */
export const winningCell = (position: Position, mark: Mark): number => {
  const { hot } = sideOfMark(position, mark);
  const { lines } = position;
  let found = none;
  for (let i = 0; i < hot.size; i += 1) {
    const line = hot.items[i] as number;
    const cell = lines.cells[line * lines.inARow + emptyCellOf(position, line)] as number;
    if (cell === found || !isPlayable(position, cell) || isOverlong(position, line, mark)) continue;
    if (found !== none) return several;
    found = cell;
  }
  return found;
};

/** Any one cell where a side wins with its next mark, or `none`. */
export const anyWinningCell = (position: Position, mark: Mark): number => {
  const { hot } = sideOfMark(position, mark);
  const { lines } = position;
  for (let i = 0; i < hot.size; i += 1) {
    const line = hot.items[i] as number;
    const cell = lines.cells[line * lines.inARow + emptyCellOf(position, line)] as number;
    if (isPlayable(position, cell) && !isOverlong(position, line, mark)) return cell;
  }
  return none;
};

/** Cells that bring a line to one short of winning. */
const threateningCells = (position: Position, mark: Mark): Set<number> => {
  const { warm } = sideOfMark(position, mark);
  const { lines } = position;
  const cells = new Set<number>();
  for (let i = 0; i < warm.size; i += 1) {
    const line = warm.items[i] as number;
    const first = emptyCellOf(position, line);
    for (const place of [first, emptyCellOf(position, line, first + 1)]) {
      const cell = lines.cells[line * lines.inARow + place] as number;
      if (isPlayable(position, cell)) cells.add(cell);
    }
  }
  return cells;
};

/** A count that a search may use up. */
export interface Budget {
  left: number;
}

/** Plays a threat and its only answer, and looks whether the win goes on from there. */
const holds = (position: Position, cell: number, mark: Mark, budget: Budget): boolean => {
  const foe = otherMark(mark);
  play(position, cell, mark);
  const next = anyWinningCell(position, foe) === none ? winningCell(position, mark) : none;
  let wins = next === several;
  if (next >= 0) {
    play(position, next, foe);
    wins = forcedWin(position, mark, budget) !== none;
    takeBack(position, next, foe);
  }
  takeBack(position, cell, mark);
  return wins;
};

/**
 * A first move that wins by threats alone, each with a single answer (in gomoku: victory by continuous fours), or `none` where there
 * is none or the budget ran out. Much deeper than a search over all moves, since it looks at so few.
 */
export const forcedWin = (position: Position, mark: Mark, budget: Budget): number => {
  budget.left -= 1;
  if (budget.left < 0) return none;
  const win = anyWinningCell(position, mark);
  if (win !== none) return win;
  const must = winningCell(position, otherMark(mark));
  if (must === several) return none;
  for (const cell of threateningCells(position, mark)) {
    if (must !== none && cell !== must) continue;
    if (holds(position, cell, mark, budget)) return cell;
    if (budget.left < 0) return none;
  }
  return none;
};
