import type { BoardSettings } from '../../../shared/game/settings.ts';
import type { Value } from '../../solver/judge.ts';
import { OutOfTime } from '../../solver/out-of-time.ts';

/** The marks of both sides as sets of bits, bit `y * width + x`. */
export interface Marks {
  readonly mine: number;
  readonly theirs: number;
}

/** Boards of at most so many cells are tried: two sets of bits then fit one exact number, the key of the memory. */
export const mostCells = 25;
const keyBase = 2 ** mostCells;

interface Line {
  readonly cells: number;
  /** With `exact`: the cells just before and after, of which the same side may hold none. */
  readonly ends: number;
}

const directions = [
  [1, 0],
  [0, 1],
  [1, 1],
  [-1, 1],
] as const;

const bit = ({ width, height }: BoardSettings, x: number, y: number): number =>
  x >= 0 && x < width && y >= 0 && y < height ? 1 << (y * width + x) : 0;

const lineFrom = (board: BoardSettings, x: number, y: number, dx: number, dy: number): Line | null => {
  let cells = 0;
  for (let step = 0; step < board.inARow; step += 1) {
    const cell = bit(board, x + step * dx, y + step * dy);
    if (cell === 0) return null;
    cells |= cell;
  }
  const before = bit(board, x - dx, y - dy);
  const after = bit(board, x + board.inARow * dx, y + board.inARow * dy);
  return { cells, ends: board.exact ? before | after : 0 };
};

const linesOf = (board: BoardSettings): readonly Line[] => {
  const found: Line[] = [];
  for (let y = 0; y < board.height; y += 1) {
    for (let x = 0; x < board.width; x += 1) {
      for (const [dx, dy] of directions) {
        const line = lineFrom(board, x, y, dx, dy);
        if (line) found.push(line);
      }
    }
  }
  return found;
};

/** Single bits in the order they are tried: those on more lines first. */
const orderOf = (board: BoardSettings, lines: readonly Line[]): readonly number[] => {
  const bits = Array.from({ length: board.width * board.height }, (_, cell) => 1 << cell);
  const weight = (cell: number): number => lines.filter(({ cells }) => cells & cell).length;
  return bits.sort((a, b) => weight(b) - weight(a));
};

/** What of the board the search reads. */
const geometryOf = (board: BoardSettings) => {
  const lines = linesOf(board);
  const order = orderOf(board, lines);
  const full = order.reduce((all, cell) => all | cell, 0);
  const floor = board.gravity ? order.filter((cell) => cell >= 1 << ((board.height - 1) * board.width)) : order;
  const bottom = floor.reduce((all, cell) => all | cell, 0);
  const free = (taken: number): number =>
    // With gravity a cell is open when the one below it is taken: the rows above the taken ones, and the floor.
    board.gravity ? (bottom | (taken >>> board.width)) & ~taken & full : ~taken & full;
  const wins = (own: number): boolean => lines.some(({ cells, ends }) => (own & cells) === cells && (own & ends) === 0);
  const hopeless = (theirs: number): boolean => lines.every(({ cells }) => (theirs & cells) !== 0);
  return { order, free, wins, hopeless };
};

/**
 * A solver for one board of at most `mostCells` cells. It asks two yes-or-no questions, each with a memory of its own:
 * can the side to move force a line, and else, can the other side? `spent` is asked now and then and ends the search.
 */
export const createSolver = (board: BoardSettings, spent: () => boolean = () => false): ((marks: Marks) => Value) => {
  const { order, free, wins, hopeless } = geometryOf(board);
  const memories = [new Map<number, boolean>(), new Map<number, boolean>()] as const;
  let looked = 0;

  const completing = (own: number, open: number): number => {
    let found = 0;
    for (const cell of order) if ((open & cell) !== 0 && wins(own | cell)) found |= cell;
    return found;
  };
  /** Whether the attacker forces a line; `attacks` says whether the attacker is the side to move. */
  const forces = (mine: number, theirs: number, attacks: boolean): boolean => {
    const memory = memories[attacks ? 0 : 1];
    const key = mine * keyBase + theirs;
    const known = memory.get(key);
    if (known !== undefined) return known;
    looked += 1;
    if ((looked & 1023) === 0 && spent()) throw new OutOfTime();
    const answer = search(mine, theirs, attacks);
    memory.set(key, answer);
    return answer;
  };
  const search = (mine: number, theirs: number, attacks: boolean): boolean => {
    const open = free(mine | theirs);
    if (open === 0 || hopeless(attacks ? theirs : mine)) return false;
    if (completing(mine, open) !== 0) return attacks;
    const threats = completing(theirs, open);
    const candidates = threats === 0 ? open : threats & -threats;
    // Whoever attacks needs one move that works; whoever defends, one after which the attack fails.
    for (const cell of order) {
      if ((candidates & cell) !== 0 && forces(theirs, mine | cell, !attacks) === attacks) return attacks;
    }
    return !attacks;
  };
  return ({ mine, theirs }) => {
    if (forces(mine, theirs, true)) return 1;
    return forces(mine, theirs, false) ? -1 : 0;
  };
};
