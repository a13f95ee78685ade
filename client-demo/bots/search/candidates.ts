import { isLegal, type Position } from './position.ts';

/** Boards so small that every free cell is looked at. */
const smallBoard = 25;

/** How much hangs on a cell: what the lines through it that either side can still win are worth now. */
const heat = ({ lines, x, o }: Position, cell: number): number => {
  let sum = 0;
  for (const line of lines.through[cell] as Int16Array) {
    const marksX = x.counts[line] as number;
    const marksO = o.counts[line] as number;
    if (marksX === 0) sum += 1 + (lines.worth[marksO] as number);
    if (marksO === 0) sum += 1 + (lines.worth[marksX] as number);
  }
  return sum;
};

const isCandidate = (position: Position, cell: number, everywhere: boolean): boolean =>
  isLegal(position, cell) && (everywhere || (position.near[cell] as number) > 0);

const centre = ({ board }: Position): number =>
  Math.floor(board.height / 2) * board.width + Math.floor(board.width / 2);

/**
 * The cells worth trying, the hottest first and like ones in the order of `cells`, which are all of the board's. On a large board those far from every mark are left
 * out, and beyond `beam` the coolest too.
 */
export const candidates = (position: Position, cells: Iterable<number>, beam: number): number[] => {
  const { board, stones } = position;
  const isSmall = position.cells.length <= smallBoard;
  if (stones === 0 && !isSmall && !board.gravity) return [centre(position)];
  const found: { cell: number; heat: number }[] = [];
  for (const cell of cells) {
    if (isCandidate(position, cell, isSmall || board.gravity)) found.push({ cell, heat: heat(position, cell) });
  }
  found.sort((a, b) => b.heat - a.heat);
  if (!isSmall && !board.gravity) found.length = Math.min(found.length, beam);
  return found.map(({ cell }) => cell);
};
