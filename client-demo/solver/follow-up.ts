import { highBit, type Layout, lowBit } from './layout.ts';

/** Whether the side to move can never complete a line because the other side answers every mark on top of it. */
export type FollowUp = (ownLow: number, ownHigh: number, allLow: number, allHigh: number) => boolean;

const hasLine = ({ steps, inARow }: Layout, low: number, high: number): boolean => {
  for (let direction = 0; direction < 4; direction += 1) {
    const step = steps[direction] as number;
    let leftLow = low;
    let leftHigh = high;
    for (let marks = 1; marks < inARow && (leftLow | leftHigh) !== 0; marks += 1) {
      const shifted = (leftLow >>> step) | (leftHigh << (32 - step));
      leftHigh = (leftHigh >>> step) & high;
      leftLow = shifted & low;
    }
    if ((leftLow | leftHigh) !== 0) return true;
  }
  return false;
};

/** Cells with an odd number of cells from there to the top of their column, or an even one, the spare row among them. */
const cellsLeft = ({ width, height }: Layout, parity: number): readonly [number, number] => {
  let [low, high] = [0, 0];
  for (let x = 0; x < width; x += 1) {
    for (let y = 0; y <= height; y += 1) {
      if ((height - y) % 2 !== parity) continue;
      low |= lowBit(x * (height + 1) + y);
      high |= highBit(x * (height + 1) + y);
    }
  }
  return [low, high];
};

/**
 * Where an even number of cells is free in every column, the side that is not to move can always answer on top of the last mark (V. Allis,
 * A Knowledge-based Approach of Connect-Four, 1988: claimeven). Then the other side gets no more than every second cell: when its marks
 * and all of those hold no line, it never wins.
 */
export const createFollowUp = (layout: Layout): FollowUp => {
  const [oddLow, oddHigh] = cellsLeft(layout, 1);
  const [evenLow, evenHigh] = cellsLeft(layout, 0);
  const { boardLow, boardHigh, bottomLow, bottomHigh } = layout;
  return (ownLow, ownHigh, allLow, allHigh) => {
    const nextLow = ((allLow << 1) | bottomLow) & ~allLow;
    const nextHigh = ((allHigh << 1) | (allLow >>> 31) | bottomHigh) & ~allHigh;
    if (((nextLow & oddLow) | (nextHigh & oddHigh)) !== 0) return false;
    const low = ownLow | (evenLow & boardLow & ~allLow);
    const high = ownHigh | (evenHigh & boardHigh & ~allHigh);
    return !hasLine(layout, low, high);
  };
};
