import type { BoardSettings } from '../../shared/game/settings.ts';
import { createThreats } from './bits.ts';
import { createForcedLine, type ForcedLineLimits } from './forced-line.ts';
import { type Layout, layoutOf } from './layout.ts';
import { type BitPosition, bitPositionOf } from './position.ts';

/** What a position is worth to the side to move: 1 a forced win, 0 a draw, -1 a loss. */
export type Value = 1 | 0 | -1;

/** `mark` moves next; nobody has a line yet. */
export type Judge = (cells: Uint8Array, mark: 1 | 2) => Value;

/** Whether the side to move completes a line with its next mark. */
const createWinsAtOnce = (layout: Layout): ((position: BitPosition) => boolean) => {
  const threats = createThreats(layout);
  const found = new Int32Array(2);
  const { bottomLow, bottomHigh } = layout;
  return ({ ownLow, ownHigh, allLow, allHigh }) => {
    threats(ownLow, ownHigh, found);
    const nextLow = ((allLow << 1) | bottomLow) & ~allLow;
    const nextHigh = ((allHigh << 1) | (allLow >>> 31) | bottomHigh) & ~allHigh;
    return ((nextLow & (found[0] as number)) | (nextHigh & (found[1] as number))) !== 0;
  };
};

/** Judges boards that fit bitboards (`fitsBits`), by proof: can the side to move force a line, and else, can the other side? */
export const createJudge = (board: BoardSettings, limits: ForcedLineLimits): Judge => {
  const layout = layoutOf(board);
  const winsAtOnce = createWinsAtOnce(layout);
  const first = createForcedLine(layout, 0, limits);
  const second = createForcedLine(layout, 1, limits);
  return (cells, mark) => {
    const position = bitPositionOf(layout, cells, mark);
    if (winsAtOnce(position)) return 1;
    const [own, foe] = position.stones % 2 === 0 ? [first, second] : [second, first];
    if (own.isForced(position)) return 1;
    return foe.isForced(position) ? -1 : 0;
  };
};
