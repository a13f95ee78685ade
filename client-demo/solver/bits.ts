import type { Layout } from './layout.ts';

/** How many bits are set (H. S. Warren, Hacker's Delight, 5-1). */
export const popCount = (bits: number): number => {
  let sum = bits - ((bits >>> 1) & 0x55555555);
  sum = (sum & 0x33333333) + ((sum >>> 2) & 0x33333333);
  return Math.imul((sum + (sum >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
};

/** Writes a low and a high half, since a function returns one number only. */
export type Threats = (low: number, high: number, out: Int32Array) => void;

/** For lines of any length. */
const createAnyThreats = ({ steps, inARow, boardLow, boardHigh }: Layout): Threats => {
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

/** For lines of four: the same unrolled, at twice the speed. Three marks in a row lie all below the cell, two below and one above, and so on. */
const createFourThreats =
  ({ steps, boardLow, boardHigh }: Layout): Threats =>
  (low, high, out) => {
    let foundLow = 0;
    let foundHigh = 0;
    for (let direction = 0; direction < 4; direction += 1) {
      const one = steps[direction] as number;
      const two = 2 * one;
      const three = 3 * one;
      const upLow = low << one;
      const upHigh = (high << one) | (low >>> (32 - one));
      const downLow = (low >>> one) | (high << (32 - one));
      const downHigh = high >>> one;
      const up2Low = upLow & (low << two);
      const up2High = upHigh & ((high << two) | (low >>> (32 - two)));
      const down2Low = downLow & ((low >>> two) | (high << (32 - two)));
      const down2High = downHigh & (high >>> two);
      foundLow |=
        (up2Low & ((low << three) | downLow)) | (down2Low & ((low >>> three) | (high << (32 - three)) | upLow));
      foundHigh |=
        (up2High & ((high << three) | (low >>> (32 - three)) | downHigh)) | (down2High & ((high >>> three) | upHigh));
    }
    out[0] = foundLow & boardLow;
    out[1] = foundHigh & boardHigh;
  };

/** Shifts by 32 or more do nothing in JavaScript: three steps of the longest diagonal must stay below. */
const stepsStayShort = ({ steps }: Layout): boolean => steps.every((step) => 3 * step < 32);

/** Finds the cells that complete a line of these marks, whether they are free or not. */
export const createThreats = (layout: Layout): Threats =>
  layout.inARow === 4 && stepsStayShort(layout) ? createFourThreats(layout) : createAnyThreats(layout);
