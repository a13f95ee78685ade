import { cellIndex, dropRow, isFree, place } from '../../../shared/game/board.ts';
import type { Cell } from '../../../shared/game/events.ts';
import type { Side } from '../../../shared/game/seats.ts';
import type { BoardSettings } from '../../../shared/game/settings.ts';

/** What a board looks like, in a game or in a picture. */
export interface BoardPicture {
  readonly board: BoardSettings;
  readonly cells: Uint8Array;
  readonly lastMove: number | null;
  readonly line: readonly number[];
}

/** Where a mark lands that is put on `cell`: there, or with gravity at the bottom of its column; null where it cannot be. */
export const landing = (cells: Uint8Array, board: BoardSettings, cell: Cell): Cell | null => {
  if (!board.gravity) return isFree(cells, board, cell) ? cell : null;
  const y = dropRow(cells, board, cell.x);
  return y === null ? null : { x: cell.x, y };
};

/** The cells with a move that the server has not confirmed yet. */
export const withMove = (cells: Uint8Array, board: BoardSettings, cell: Cell, side: Side): Uint8Array =>
  isFree(cells, board, cell) ? place(cells, board, cell, side) : cells;

export const indexOf = (board: BoardSettings, cell: Cell): number => cellIndex(board, cell);

/** How a key moves the focus on the grid; the edges stop it, as the ARIA grid pattern has it. */
export const stepped = (board: BoardSettings, from: Cell, key: string, control: boolean): Cell | null => {
  const last = { x: board.width - 1, y: board.height - 1 };
  switch (key) {
    case 'ArrowLeft':
      return { x: Math.max(0, from.x - 1), y: from.y };
    case 'ArrowRight':
      return { x: Math.min(last.x, from.x + 1), y: from.y };
    case 'ArrowUp':
      return { x: from.x, y: Math.max(0, from.y - 1) };
    case 'ArrowDown':
      return { x: from.x, y: Math.min(last.y, from.y + 1) };
    case 'Home':
      return { x: 0, y: control ? 0 : from.y };
    case 'End':
      return { x: last.x, y: control ? last.y : from.y };
    default:
      return null;
  }
};
