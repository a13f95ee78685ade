import { popCount, type Threats } from '../../solver/bits.ts';
import { highBit, type Layout, lowBit } from '../../solver/layout.ts';

/** A win with one's last mark, and each mark that is left over then; what a position looks like is worth less than that. */
export const unit = 10_000;

export type Worth = (ownLow: number, ownHigh: number, allLow: number, allHigh: number, stones: number) => number;

/** A set of cells in two halves. */
interface Cells {
  readonly low: number;
  readonly high: number;
}

const cellsWhere = ({ width, height }: Layout, holds: (x: number, y: number) => boolean): Cells => {
  let [low, high] = [0, 0];
  for (let x = 0; x < width; x += 1) {
    for (let y = 0; y < height; y += 1) {
      if (!holds(x, y)) continue;
      low |= lowBit(x * (height + 1) + y);
      high |= highBit(x * (height + 1) + y);
    }
  }
  return { low, high };
};

const directions = [
  [0, 1],
  [1, 0],
  [1, 1],
  [1, -1],
] as const;

/** How many lines go through a cell. */
const linesThrough = ({ width, height, inARow }: Layout, x: number, y: number): number => {
  const isInside = (atX: number, atY: number): boolean => atX >= 0 && atY >= 0 && atX < width && atY < height;
  let lines = 0;
  for (const [dx, dy] of directions) {
    for (let back = 0; back < inARow; back += 1) {
      const [fromX, fromY] = [x - back * dx, y - back * dy];
      if (isInside(fromX, fromY) && isInside(fromX + (inARow - 1) * dx, fromY + (inARow - 1) * dy)) lines += 1;
    }
  }
  return lines;
};

/** The cells grouped by the lines through them. */
const byLines = (layout: Layout): { readonly lines: number; readonly cells: Cells }[] =>
  Array.from({ length: 4 * layout.inARow }, (_, index) => index + 1)
    .map((lines) => ({ lines, cells: cellsWhere(layout, (x, y) => linesThrough(layout, x, y) === lines) }))
    .filter(({ cells }) => (cells.low | cells.high) !== 0);

const countIn = (low: number, high: number, cells: Cells): number =>
  popCount(low & cells.low) + popCount(high & cells.high);

/**
 * What a position looks like to the side to move: marks where many lines cross, and free cells that complete a line. Columns fill up in
 * pairs of moves, so in the end the first player gets to the odd rows and the second to the even ones (V. Allis, 1988): threats there
 * count more.
 */
export const createWorth = (layout: Layout, threats: Threats): Worth => {
  const groups = byLines(layout);
  const rows = [0, 1].map((first) => cellsWhere(layout, (_x, y) => y % 2 === first)) as [Cells, Cells];
  const found = new Int32Array(2);

  const worthOf = (ownLow: number, ownHigh: number, allLow: number, allHigh: number, parity: 0 | 1): number => {
    threats(ownLow, ownHigh, found);
    const [freeLow, freeHigh] = [(found[0] as number) & ~allLow, (found[1] as number) & ~allHigh];
    let sum = 20 * (popCount(freeLow) + popCount(freeHigh)) + 20 * countIn(freeLow, freeHigh, rows[parity]);
    for (const { lines, cells } of groups) sum += lines * countIn(ownLow, ownHigh, cells);
    return sum;
  };
  return (ownLow, ownHigh, allLow, allHigh, stones) => {
    const isFirst = stones % 2 === 0;
    const own = worthOf(ownLow, ownHigh, allLow, allHigh, isFirst ? 0 : 1);
    return own - worthOf(allLow ^ ownLow, allHigh ^ ownHigh, allLow, allHigh, isFirst ? 1 : 0);
  };
};
