import type { BoardSettings } from '../../../shared/game/settings.ts';

/** Every place on a board where a winning run can lie, and the numbers that a search looks up by cell. Never changes. */
export interface Lines {
  readonly count: number;
  readonly inARow: number;
  /** The cells of line `n`: `inARow` of them from `n * inARow`. */
  readonly cells: Int16Array;
  /** The two cells just beyond line `n`, at `2 n` and `2 n + 1`; -1 outside the board. Only `exact` asks. */
  readonly beyond: Int16Array;
  /** The lines through a cell. */
  readonly through: readonly Int16Array[];
  /** The cells at most two steps away from a cell. */
  readonly around: readonly Int16Array[];
  /** What a line with so many marks of one side only is worth. */
  readonly worth: Float64Array;
  /** Zobrist keys: two 32-bit halves for each mark and cell, at `4 * cell + 2 * (mark - 1)`. */
  readonly keys: Int32Array;
}

const steps = [
  [1, 0],
  [0, 1],
  [1, 1],
  [1, -1],
] as const;

const within = ({ width, height }: BoardSettings, x: number, y: number): boolean =>
  x >= 0 && y >= 0 && x < width && y < height;

type Run = readonly { readonly x: number; readonly y: number }[];

/** The run that starts one before (x, y) and ends one after its last cell, so that both neighbours are at hand. */
const runFrom = (board: BoardSettings, x: number, y: number, dx: number, dy: number): Run =>
  Array.from({ length: board.inARow + 2 }, (_, i) => ({ x: x + (i - 1) * dx, y: y + (i - 1) * dy }));

const allRuns = (board: BoardSettings): Run[] => {
  const runs: Run[] = [];
  for (const [dx, dy] of steps) {
    for (let y = 0; y < board.height; y += 1) {
      for (let x = 0; x < board.width; x += 1) {
        const reach = board.inARow - 1;
        if (within(board, x + reach * dx, y + reach * dy)) runs.push(runFrom(board, x, y, dx, dy));
      }
    }
  }
  return runs;
};

const neighbours = (board: BoardSettings, cell: number): number[] => {
  const [x, y] = [cell % board.width, Math.floor(cell / board.width)];
  const found: number[] = [];
  for (let dy = -2; dy <= 2; dy += 1) {
    for (let dx = -2; dx <= 2; dx += 1) {
      if ((dx !== 0 || dy !== 0) && within(board, x + dx, y + dy)) found.push(cell + dy * board.width + dx);
    }
  }
  return found;
};

/** Fixed keys, so that a search is the same in every run (splitmix32). */
const zobrist = (length: number): Int32Array => {
  let state = 0x9e3779b9;
  return Int32Array.from({ length }, () => {
    state = (state + 0x9e3779b9) | 0;
    let mixed = Math.imul(state ^ (state >>> 16), 0x21f0aaad);
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97);
    return mixed ^ (mixed >>> 15);
  });
};

/** Steep enough that a longer run is worth more than several shorter ones, and still exact in a double at 19. */
const worthOf = (marks: number): number => (marks === 0 ? 0 : 5 ** (marks - 1));

const linesOf = (board: BoardSettings): Lines => {
  const size = board.width * board.height;
  const runs = allRuns(board);
  const index = ({ x, y }: Run[number]): number => (within(board, x, y) ? y * board.width + x : -1);
  const indexed = runs.map((run) => run.map(index));
  const through = Array.from({ length: size }, (): number[] => []);
  for (const [line, run] of indexed.entries()) for (const cell of run.slice(1, -1)) through[cell]?.push(line);
  return {
    count: runs.length,
    inARow: board.inARow,
    cells: Int16Array.from(indexed.flatMap((run) => run.slice(1, -1))),
    beyond: Int16Array.from(indexed.flatMap((run) => [run[0] ?? -1, run.at(-1) ?? -1])),
    through: through.map((lines) => Int16Array.from(lines)),
    around: Array.from({ length: size }, (_, cell) => Int16Array.from(neighbours(board, cell))),
    worth: Float64Array.from({ length: board.inARow + 1 }, (_, marks) => worthOf(marks)),
    keys: zobrist(size * 4),
  };
};

/** Remembers the lines of the boards it was asked for; there are few different ones in a program's life. */
export const createLines = (): ((board: BoardSettings) => Lines) => {
  const known = new Map<string, Lines>();
  return (board) => {
    const key = `${board.width}x${board.height}x${board.inARow}`;
    const lines = known.get(key) ?? linesOf(board);
    known.set(key, lines);
    return lines;
  };
};
