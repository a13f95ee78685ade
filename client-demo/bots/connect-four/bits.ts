import type { Layout } from './layout.ts';

/** How many bits are set (H. S. Warren, Hacker's Delight, 5-1). */
export const popCount = (bits: number): number => {
  let sum = bits - ((bits >>> 1) & 0x55555555);
  sum = (sum & 0x33333333) + ((sum >>> 2) & 0x33333333);
  return Math.imul((sum + (sum >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
};

/** Writes a low and a high half, since a function returns one number only. */
export type Threats = (low: number, high: number, out: Int32Array) => void;

/** Finds the cells that complete a line of these marks, whether they are free or not. */
export const createThreats = ({ steps, inARow, boardLow, boardHigh }: Layout): Threats => {
  /** Cells that are followed by so many marks. */
  const followed = new Int32Array(2 * inARow);
  const follow = (low: number, high: number, step: number): void => {
    let [allLow, allHigh] = [-1, -1];
    for (let marks = 0; marks < inARow; marks += 1) {
      followed[2 * marks] = allLow;
      followed[2 * marks + 1] = allHigh;
      low = (low >>> step) | (high << (32 - step));
      high >>>= step;
      allLow &= low;
      allHigh &= high;
    }
  };
  return (low, high, out) => {
    let [foundLow, foundHigh] = [0, 0];
    for (let direction = 0; direction < 4; direction += 1) {
      const step = steps[direction] as number;
      follow(low, high, step);
      let [shiftedLow, shiftedHigh, allLow, allHigh] = [low, high, -1, -1];
      for (let marks = inARow - 1; marks >= 0; marks -= 1) {
        foundLow |= allLow & (followed[2 * marks] as number);
        foundHigh |= allHigh & (followed[2 * marks + 1] as number);
        shiftedHigh = (shiftedHigh << step) | (shiftedLow >>> (32 - step));
        shiftedLow <<= step;
        allLow &= shiftedLow;
        allHigh &= shiftedHigh;
      }
    }
    out[0] = foundLow & boardLow;
    out[1] = foundHigh & boardHigh;
  };
};
