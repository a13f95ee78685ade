import { bitOf, highBit, lowBit } from '../../solver/layout.ts';
import type { BitPosition } from '../../solver/position.ts';
import { type BitSearch, isSpent, searched, toTheEnd } from './bit-search.ts';
import { unit } from './worth.ts';

/** Whether the side to move completes a line on this free cell. */
export const winsOn = ({ layout, threats }: BitSearch, position: BitPosition, cell: number): boolean => {
  const found = new Int32Array(2);
  threats(position.ownLow, position.ownHigh, found);
  const bit = bitOf(layout, cell);
  return (((found[0] as number) & lowBit(bit)) | ((found[1] as number) & highBit(bit))) !== 0;
};

/** The half nearer to 0 first: most positions are decided late, and whether one is won at all is asked first. */
const between = (least: number, most: number): number => {
  const middle = least + Math.floor((most - least) / 2);
  if (middle <= 0 && Math.trunc(least / 2) < middle) return Math.trunc(least / 2);
  if (middle >= 0 && Math.trunc(most / 2) > middle) return Math.trunc(most / 2);
  return middle;
};

/**
 * The score of a position to the side to move, which cannot win at once: 1 for a win with its last mark, 2 with the one before, and so
 * on; 0 a draw; negative when the other side wins so. Null when the allowed positions do not suffice.
 */
export const scoreOf = (search: BitSearch, position: BitPosition): number | null => {
  const { layout } = search;
  const free = layout.width * layout.height - position.stones;
  let [least, most] = [-(free >> 1), (free + 1) >> 1];
  while (least < most) {
    const middle = between(least, most);
    const value = searched(search, position, toTheEnd, middle * unit, (middle + 1) * unit) / unit;
    if (isSpent(search)) return null;
    if (value <= middle) most = value;
    else least = value;
  }
  // Not -0.
  return least + 0;
};
