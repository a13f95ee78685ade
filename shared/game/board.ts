import type { Cell } from './events.ts';
import type { Side } from './seats.ts';
import type { BoardSettings } from './settings.ts';

const emptyMark = 0;

/** How a side's mark is stored in `cells`. */
export const markOf = (side: Side): 1 | 2 => (side === 'x' ? 1 : 2);

export const emptyCells = (board: BoardSettings): Uint8Array => new Uint8Array(board.width * board.height);

export const cellIndex = (board: BoardSettings, cell: Cell): number => cell.y * board.width + cell.x;

export const cellOfIndex = (board: BoardSettings, index: number): Cell => ({
  x: index % board.width,
  y: Math.floor(index / board.width),
});

const within = (value: number, size: number): boolean => Number.isInteger(value) && value >= 0 && value < size;

export const isColumn = (board: BoardSettings, x: number): boolean => within(x, board.width);

export const isRow = (board: BoardSettings, y: number): boolean => within(y, board.height);

export const isFree = (cells: Uint8Array, board: BoardSettings, cell: Cell): boolean =>
  cells[cellIndex(board, cell)] === emptyMark;

/** The row in which a mark dropped into column `x` comes to rest, or null when the column is full. */
export const dropRow = (cells: Uint8Array, board: BoardSettings, x: number): number | null => {
  for (let y = board.height - 1; y >= 0; y -= 1) {
    if (isFree(cells, board, { x, y })) return y;
  }
  return null;
};

/** A copy of the cells with the side's mark on `cell`. */
export const place = (cells: Uint8Array, board: BoardSettings, cell: Cell, side: Side): Uint8Array => {
  const placed = cells.slice();
  placed[cellIndex(board, cell)] = markOf(side);
  return placed;
};

/** A copy of the cells with these emptied. */
export const lift = (cells: Uint8Array, board: BoardSettings, lifted: readonly Cell[]): Uint8Array => {
  const left = cells.slice();
  for (const cell of lifted) left[cellIndex(board, cell)] = emptyMark;
  return left;
};

/** Whether so many marks fill the board: counted, not scanned. */
export const isFull = (board: BoardSettings, marks: number): boolean => marks >= board.width * board.height;
