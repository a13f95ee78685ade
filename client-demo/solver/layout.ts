import type { BoardSettings } from '../../shared/game/settings.ts';

/**
 * Where the cells of a board with gravity are in 64 bits: column by column, each from the bottom up with one bit to spare above it, so
 * that no line goes on into the next column. JavaScript reckons with 32 bits, so everything comes in a low and a high half.
 */
export interface Layout {
  readonly width: number;
  readonly height: number;
  readonly inARow: number;
  /** Bits from a cell to the next: up, and to the right, falling and rising. */
  readonly steps: Int32Array;
  /** All cells. */
  readonly boardLow: number;
  readonly boardHigh: number;
  /** The lowest cell of each column. */
  readonly bottomLow: number;
  readonly bottomHigh: number;
  /** The cells of each column, the middle one first. */
  readonly columnsLow: Int32Array;
  readonly columnsHigh: Int32Array;
}

/** Whether a board has gravity and few enough cells; longer lines must win as well. */
export const fitsBits = ({ width, height, gravity, exact }: BoardSettings): boolean =>
  gravity && !exact && width * (height + 1) <= 64;

export const lowBit = (bit: number): number => (bit < 32 ? 1 << bit : 0);
export const highBit = (bit: number): number => (bit < 32 ? 0 : 1 << (bit - 32));

const range = (length: number): number[] => Array.from({ length }, (_, index) => index);
const union = (bits: readonly number[]): number => bits.reduce((all, bit) => all | bit, 0);

const fromTheMiddle = (width: number): number[] =>
  range(width).sort((a, b) => Math.abs(2 * a - width + 1) - Math.abs(2 * b - width + 1));

/** The bit of a cell that is numbered row by row from the top. */
export const bitOf = ({ width, height }: Pick<Layout, 'width' | 'height'>, cell: number): number =>
  (cell % width) * (height + 1) + height - 1 - Math.floor(cell / width);

export const layoutOf = ({ width, height, inARow }: BoardSettings): Layout => {
  const bitsOf = (x: number): number[] => range(height).map((y) => x * (height + 1) + y);
  const columns = fromTheMiddle(width).map(bitsOf);
  const bottom = range(width).map((x) => x * (height + 1));
  return {
    ...{ width, height, inARow },
    steps: Int32Array.of(1, height + 1, height, height + 2),
    boardLow: union(columns.flat().map(lowBit)),
    boardHigh: union(columns.flat().map(highBit)),
    bottomLow: union(bottom.map(lowBit)),
    bottomHigh: union(bottom.map(highBit)),
    columnsLow: Int32Array.from(columns, (bits) => union(bits.map(lowBit))),
    columnsHigh: Int32Array.from(columns, (bits) => union(bits.map(highBit))),
  };
};
