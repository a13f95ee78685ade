import { bitOf, highBit, type Layout, lowBit } from './layout.ts';

/** A position: the marks of the side to move and of both. */
export interface BitPosition {
  readonly ownLow: number;
  readonly ownHigh: number;
  readonly allLow: number;
  readonly allHigh: number;
  readonly stones: number;
}

/** A board as bits; `mark` moves next. */
export const bitPositionOf = (layout: Layout, cells: Uint8Array, mark: 1 | 2): BitPosition => {
  let position: BitPosition = { ownLow: 0, ownHigh: 0, allLow: 0, allHigh: 0, stones: 0 };
  for (const [cell, found] of cells.entries()) {
    if (found === 0) continue;
    const bit = bitOf(layout, cell);
    const [low, high] = [lowBit(bit), highBit(bit)];
    position = {
      ownLow: position.ownLow | (found === mark ? low : 0),
      ownHigh: position.ownHigh | (found === mark ? high : 0),
      allLow: position.allLow | low,
      allHigh: position.allHigh | high,
      stones: position.stones + 1,
    };
  }
  return position;
};

/** The position after a move to this cell, seen by the other side. */
export const afterMove = (layout: Layout, position: BitPosition, cell: number): BitPosition => {
  const bit = bitOf(layout, cell);
  return {
    ownLow: position.allLow ^ position.ownLow,
    ownHigh: position.allHigh ^ position.ownHigh,
    allLow: position.allLow | lowBit(bit),
    allHigh: position.allHigh | highBit(bit),
    stones: position.stones + 1,
  };
};
