import type { Layout } from './layout.ts';

/** Writes the two halves of a position as it is in a mirror. */
export type Mirror = (low: number, high: number, out: Int32Array) => void;

/** `count` bits of the 64 from `from` on; less than 32 of them. */
const bitsFrom = (low: number, high: number, from: number, count: number): number => {
  const wanted = (1 << count) - 1;
  if (from >= 32) return (high >>> (from - 32)) & wanted;
  return (from === 0 ? low : (low >>> from) | (high << (32 - from))) & wanted;
};

/** Columns from the right to the left, spare bits included. */
export const createMirror =
  ({ width, height }: Layout): Mirror =>
  (low, high, out) => {
    const step = height + 1;
    let mirroredLow = 0;
    let mirroredHigh = 0;
    for (let column = 0; column < width; column += 1) {
      const bits = bitsFrom(low, high, column * step, step);
      const to = (width - 1 - column) * step;
      if (to < 32) {
        mirroredLow |= bits << to;
        if (to > 0) mirroredHigh |= bits >>> (32 - to);
      } else mirroredHigh |= bits << (to - 32);
    }
    out[0] = mirroredLow;
    out[1] = mirroredHigh;
  };
