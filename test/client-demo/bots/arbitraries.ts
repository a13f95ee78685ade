import fc from 'fast-check';
import type { BotView } from '../../../client-demo/bots/policy.ts';
import { cellIndex, dropRow, markOf } from '../../../shared/game/board.ts';
import type { Cell } from '../../../shared/game/events.ts';
import { otherSide, type Side } from '../../../shared/game/seats.ts';
import type { BoardSettings } from '../../../shared/game/settings.ts';
import { winningLine } from '../../../shared/game/winning-line.ts';

const boards = (largest = 19): fc.Arbitrary<BoardSettings> =>
  fc
    .record({
      width: fc.integer({ min: 3, max: largest }),
      height: fc.integer({ min: 3, max: largest }),
      inARow: fc.integer({ min: 3, max: 6 }),
      gravity: fc.boolean(),
      exact: fc.boolean(),
    })
    .map((board) => ({ ...board, inARow: Math.min(board.inARow, Math.max(board.width, board.height)) }));

/** Where a mark put on this cell lands, or null where none may go. */
export const landing = (board: BoardSettings, cells: Uint8Array, cell: number): Cell | null => {
  const [x, y] = [cell % board.width, Math.floor(cell / board.width)];
  if (!board.gravity) return cells[cell] === 0 ? { x, y } : null;
  const row = dropRow(cells, board, x);
  return row === null ? null : { x, y: row };
};

/** Plays cells in turn as far as they can be played and nobody has won; the last position in which somebody is to move. */
const playedOut = (board: BoardSettings, order: readonly number[]): BotView => {
  const cells = new Uint8Array(board.width * board.height);
  let side: Side = 'x';
  for (const wanted of order) {
    const cell = landing(board, cells, wanted % cells.length);
    if (!cell || winningLine(cells, board, cell, side).length > 0) continue;
    if (cells.filter((mark) => mark === 0).length === 1) break;
    cells[cellIndex(board, cell)] = markOf(side);
    side = otherSide(side);
  }
  return { ...board, cells, side };
};

/** Positions that can arise: somebody is to move, nobody has won, a cell is free. */
export const positions = (largest = 19, most = 120): fc.Arbitrary<BotView> =>
  boards(largest).chain((board) =>
    fc.array(fc.nat({ max: 360 }), { maxLength: most }).map((order) => playedOut(board, order)),
  );

/** A position drawn as rows of `x`, `o` and `.`, the top row first. */
export const drawn = (
  rows: readonly string[],
  inARow: number,
  more: { readonly gravity?: boolean; readonly exact?: boolean } = {},
): BotView => {
  const marks = [...rows.join('')];
  const count = (mark: string): number => marks.filter((each) => each === mark).length;
  return {
    ...{ width: rows[0]!.length, height: rows.length, inARow },
    ...{ gravity: more.gravity ?? false, exact: more.exact ?? false },
    cells: Uint8Array.from(marks, (mark) => (mark === 'x' ? 1 : mark === 'o' ? 2 : 0)),
    side: count('x') > count('o') ? 'o' : 'x',
  };
};
