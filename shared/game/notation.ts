import { isColumn, isRow } from './board.ts';
import type { Cell } from './events.ts';
import type { BoardSettings } from './settings.ts';

const letterA = 'a'.charCodeAt(0);
const cellPattern = /^([a-s])([1-9]\d?)$/;

/** A cell as people say it: columns are letters from a at the left, rows are numbers from 1 at the bottom, as in `b3`. */
export const cellName = (board: BoardSettings, { x, y }: Cell): string =>
  `${String.fromCharCode(letterA + x)}${board.height - y}`;

/** The cell that a name such as `b3` means on this board, or null when it means none. */
export const parseCell = (board: BoardSettings, text: string): Cell | null => {
  const [, column, row] = cellPattern.exec(text) ?? [];
  if (!column || !row) return null;
  const cell = { x: column.charCodeAt(0) - letterA, y: board.height - Number(row) };
  return isColumn(board, cell.x) && isRow(board, cell.y) ? cell : null;
};
