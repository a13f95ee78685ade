import type { BoardSettings } from '../../../shared/game/settings.ts';
import { addTo, createLineSet, type LineSet, removeFrom } from './line-set.ts';
import type { Lines } from './lines.ts';

/** X is 1 and O is 2, as in the cells. */
export type Mark = 1 | 2;

export const otherMark = (mark: Mark): Mark => (mark === 1 ? 2 : 1);

/** What the search keeps of one side. */
interface SideLines {
  /** Marks on each line. */
  readonly counts: Uint8Array;
  /** Lines that lack one mark and hold none of the other side. */
  readonly hot: LineSet;
  /** Lines that lack two. */
  readonly warm: LineSet;
}

/** A board on which a search plays and takes back; every number follows each move in time O(inARow), none is counted anew. */
export interface Position {
  readonly board: BoardSettings;
  readonly lines: Lines;
  readonly cells: Uint8Array;
  readonly x: SideLines;
  readonly o: SideLines;
  /** How many marks stand at most two steps away. */
  readonly near: Uint8Array;
  stones: number;
  /** The worth of X's lines less that of O's. */
  balance: number;
  hashLow: number;
  hashHigh: number;
}

const sideLines = ({ count }: Lines): SideLines => ({
  counts: new Uint8Array(count),
  hot: createLineSet(count),
  warm: createLineSet(count),
});

/** How a line that holds one side's marks only goes from `before` to `after` of them. */
const regroup = (side: SideLines, line: number, before: number, after: number, inARow: number): void => {
  if (before === inARow - 1) removeFrom(side.hot, line);
  else if (before === inARow - 2) removeFrom(side.warm, line);
  if (after === inARow - 1) addTo(side.hot, line);
  else if (after === inARow - 2) addTo(side.warm, line);
};

/** Puts a mark there (`step` 1) or takes it off again (-1). */
const change = (position: Position, cell: number, mark: Mark, step: 1 | -1): void => {
  const { lines, near } = position;
  const { inARow, worth, keys } = lines;
  const [own, foe] = mark === 1 ? [position.x, position.o] : [position.o, position.x];
  const sign = mark === 1 ? 1 : -1;
  for (const line of lines.through[cell] as Int16Array) {
    const before = own.counts[line] as number;
    const after = before + step;
    const against = foe.counts[line] as number;
    own.counts[line] = after;
    if (against === 0) {
      position.balance += sign * ((worth[after] as number) - (worth[before] as number));
      regroup(own, line, before, after, inARow);
    } else if (before === 0) {
      position.balance += sign * (worth[against] as number);
      regroup(foe, line, against, -1, inARow);
    } else if (after === 0) {
      position.balance -= sign * (worth[against] as number);
      regroup(foe, line, -1, against, inARow);
    }
  }
  for (const neighbour of lines.around[cell] as Int16Array) near[neighbour] = (near[neighbour] as number) + step;
  position.hashLow ^= keys[4 * cell + 2 * (mark - 1)] as number;
  position.hashHigh ^= keys[4 * cell + 2 * (mark - 1) + 1] as number;
  position.stones += step;
};

export const play = (position: Position, cell: number, mark: Mark): void => {
  position.cells[cell] = mark;
  change(position, cell, mark, 1);
};

export const takeBack = (position: Position, cell: number, mark: Mark): void => {
  position.cells[cell] = 0;
  change(position, cell, mark, -1);
};

export const positionOf = (board: BoardSettings, lines: Lines, cells: Uint8Array): Position => {
  const position: Position = {
    board,
    lines,
    cells: new Uint8Array(cells.length),
    x: sideLines(lines),
    o: sideLines(lines),
    near: new Uint8Array(cells.length),
    stones: 0,
    balance: 0,
    hashLow: 0,
    hashHigh: 0,
  };
  for (const [cell, mark] of cells.entries()) if (mark === 1 || mark === 2) play(position, cell, mark);
  return position;
};

export const sideOfMark = (position: Position, mark: Mark): SideLines => (mark === 1 ? position.x : position.o);

/** What the position is worth to a side, by its lines alone. */
export const worthTo = (position: Position, mark: Mark): number => (mark === 1 ? position.balance : -position.balance);

/** Whether a mark put on this free cell would stay there: with gravity it needs one below it, or the bottom. */
export const isPlayable = ({ board, cells }: Position, cell: number): boolean =>
  !board.gravity || cell + board.width >= cells.length || cells[cell + board.width] !== 0;

export const isLegal = (position: Position, cell: number): boolean =>
  position.cells[cell] === 0 && isPlayable(position, cell);
