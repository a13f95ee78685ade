import { cellIndex, cellOfIndex, markOf } from './board.ts';
import type { Cell } from './events.ts';
import type { Side } from './seats.ts';
import type { BoardSettings } from './settings.ts';

/** The four ways a run can lie; each is walked both ways from the last mark. */
const directions: readonly Cell[] = [
  { x: 1, y: 0 },
  { x: 0, y: 1 },
  { x: 1, y: 1 },
  { x: 1, y: -1 },
];

/**
 * How many of these marks follow `from` without a gap along a step, counted to `inARow` and no further:
 * a longer arm changes nothing, since it is over-long when `exact` and cannot arise in play otherwise.
 */
const arm = (cells: Uint8Array, board: BoardSettings, mark: number, from: Cell, { x: dx, y: dy }: Cell): number => {
  let length = 0;
  let x = from.x + dx;
  let y = from.y + dy;
  while (length < board.inARow && x >= 0 && x < board.width && y >= 0 && y < board.height) {
    if (cells[y * board.width + x] !== mark) break;
    length += 1;
    x += dx;
    y += dy;
  }
  return length;
};

const wins = (board: BoardSettings, run: number): boolean => (board.exact ? run === board.inARow : run >= board.inARow);

/**
 * The cells of every winning run that a side's mark on `last` makes, each once, row by row from the top; empty when it does not
 * win. The mark is taken as placed, so `cells` may be the board before or after the move.
 * Looks at no more than `inARow` cells each way, in time O(inARow) whatever the size of the board.
 */
export const winningLine = (cells: Uint8Array, board: BoardSettings, last: Cell, side: Side): readonly Cell[] => {
  const mark = markOf(side);
  const found = new Set<number>();
  for (const step of directions) {
    const back = arm(cells, board, mark, last, { x: -step.x, y: -step.y });
    const ahead = arm(cells, board, mark, last, step);
    if (!wins(board, back + 1 + ahead)) continue;
    for (let n = -back; n <= ahead; n += 1) {
      found.add(cellIndex(board, { x: last.x + n * step.x, y: last.y + n * step.y }));
    }
  }
  return [...found].sort((a, b) => a - b).map((index) => cellOfIndex(board, index));
};
