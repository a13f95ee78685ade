import assert from 'node:assert/strict';
import fc from 'fast-check';
import { cellIndex, dropRow, emptyCells, isFull, place } from '../../../shared/game/board.ts';
import type { Cell } from '../../../shared/game/events.ts';
import type { Side } from '../../../shared/game/seats.ts';
import type { BoardSettings } from '../../../shared/game/settings.ts';
import { variants } from '../../../shared/game/variants.ts';
import { winningLine } from '../../../shared/game/winning-line.ts';

/** All maximal runs of one mark on the board, found by looking everywhere: slow, plain and independent of the rules. */
const runsOf = (cells: Uint8Array, board: BoardSettings, mark: number): readonly (readonly Cell[])[] => {
  const has = (x: number, y: number) =>
    x >= 0 && x < board.width && y >= 0 && y < board.height && cells[y * board.width + x] === mark;
  const runs: Cell[][] = [];
  for (const [dx, dy] of [
    [1, 0],
    [0, 1],
    [1, 1],
    [-1, 1],
  ] as const) {
    for (let y = 0; y < board.height; y += 1) {
      for (let x = 0; x < board.width; x += 1) {
        if (!has(x, y) || has(x - dx, y - dy)) continue;
        const run: Cell[] = [];
        for (let n = 0; has(x + n * dx, y + n * dy); n += 1) run.push({ x: x + n * dx, y: y + n * dy });
        runs.push(run);
      }
    }
  }
  return runs;
};

const scan = (cells: Uint8Array, board: BoardSettings, mark: number): readonly Cell[] => {
  const winning = runsOf(cells, board, mark).filter(({ length }) =>
    board.exact ? length === board.inARow : length >= board.inARow,
  );
  const indexes = new Set(winning.flat().map((cell) => cellIndex(board, cell)));
  return [...indexes].sort((a, b) => a - b).map((at) => ({ x: at % board.width, y: Math.floor(at / board.width) }));
};

const custom: fc.Arbitrary<BoardSettings> = fc
  .record({
    width: fc.integer({ min: 3, max: 10 }),
    height: fc.integer({ min: 3, max: 10 }),
    inARow: fc.integer({ min: 3, max: 5 }),
    gravity: fc.boolean(),
    exact: fc.boolean(),
  })
  .filter(({ width, height, inARow }) => inARow <= Math.max(width, height));
const boards = fc.oneof(fc.constantFrom<BoardSettings[]>(...Object.values(variants)), custom);

const freeCells = (cells: Uint8Array, board: BoardSettings): readonly Cell[] => {
  const all = [...cells.keys()].map((at) => ({ x: at % board.width, y: Math.floor(at / board.width) }));
  return all.filter(({ x, y }) =>
    board.gravity ? dropRow(cells, board, x) === y : cells[cellIndex(board, { x, y })] === 0,
  );
};

/** Plays where the choices say until somebody wins or the board is full; tells `look` after each mark. */
const playOut = (
  board: BoardSettings,
  choices: readonly number[],
  look: (cells: Uint8Array, last: Cell, side: Side) => boolean,
): void => {
  let cells = emptyCells(board);
  for (let n = 0; !isFull(board, n); n += 1) {
    const free = freeCells(cells, board);
    const cell = free[(choices[n % choices.length] ?? 0) % free.length];
    if (!cell) assert.fail('a board that is not full has a free cell');
    const side = n % 2 === 0 ? 'x' : 'o';
    cells = place(cells, board, cell, side);
    if (look(cells, cell, side)) return;
  }
};

describe('win detection against a scan of the whole board', () => {
  it('[GM16] finds the same lines in random games', () =>
    fc.assert(
      fc.property(boards, fc.array(fc.nat(360), { minLength: 8, maxLength: 40 }), (board, choices) =>
        playOut(board, choices, (cells, last, side) => {
          const line = winningLine(cells, board, last, side);
          assert.deepEqual(line, scan(cells, board, side === 'x' ? 1 : 2));
          return line.length > 0;
        }),
      ),
      { numRuns: 150, seed: 17 },
    ));

  it('[GM16] sees a win through any cell of any board, and none where there is none', () =>
    fc.assert(
      fc.property(
        boards,
        fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 40, maxLength: 361 }),
        (board, marks) => {
          const cells = emptyCells(board).map((_, at) => Math.min(1, marks[at % marks.length] ?? 0));
          const runs = runsOf(cells, board, 1);
          const at = cells.indexOf(1);
          if (at < 0) return;
          const last = { x: at % board.width, y: Math.floor(at / board.width) };
          const through = runs.filter((run) => run.some(({ x, y }) => x === last.x && y === last.y));
          const wins = through.some(({ length }) => (board.exact ? length === board.inARow : length >= board.inARow));
          assert.equal(winningLine(cells, board, last, 'x').length > 0, wins);
        },
      ),
      { numRuns: 500, seed: 18 },
    ));
});
