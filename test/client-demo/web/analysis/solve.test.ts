import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Value } from '../../../../client-demo/solver/judge.ts';
import { OutOfTime } from '../../../../client-demo/solver/out-of-time.ts';
import { gradeMoves } from '../../../../client-demo/web/analysis/grade.ts';
import { createSolver } from '../../../../client-demo/web/analysis/solve.ts';
import { cellIndex, cellOfIndex, emptyCells, place } from '../../../../shared/game/board.ts';
import { otherSide, type Side } from '../../../../shared/game/seats.ts';
import type { BoardSettings } from '../../../../shared/game/settings.ts';
import { variants } from '../../../../shared/game/variants.ts';
import { winningLine } from '../../../../shared/game/winning-line.ts';

const board = (width: number, height: number, inARow: number, more: Partial<BoardSettings> = {}): BoardSettings => ({
  width,
  height,
  inARow,
  gravity: false,
  exact: false,
  ...more,
});

const openCells = (cells: Uint8Array, { width, gravity }: BoardSettings): number[] =>
  [...cells.keys()].filter((at) => cells[at] === 0 && (!gravity || (cells[at + width] ?? 1) !== 0));

/** The slow truth, by the rules of the game themselves. */
const plainValue = (cells: Uint8Array, settings: BoardSettings, side: Side): Value => {
  let best: Value = -1;
  const open = openCells(cells, settings);
  if (open.length === 0) return 0;
  for (const at of open) {
    const cell = cellOfIndex(settings, at);
    if (winningLine(cells, settings, cell, side).length > 0) return 1;
    const reply = plainValue(place(cells, settings, cell, side), settings, otherSide(side));
    best = Math.max(best, reply === 0 ? 0 : -reply) as Value;
  }
  return best;
};
const bits = (cells: Uint8Array, mark: number): number =>
  cells.reduce((all, cell, at) => (cell === mark ? all | (1 << at) : all), 0);
const marks = (cells: Uint8Array, side: Side) =>
  side === 'x' ? { mine: bits(cells, 1), theirs: bits(cells, 2) } : { mine: bits(cells, 2), theirs: bits(cells, 1) };

/** A position some moves into a game that nobody has won, and who is to move. */
const position = (settings: BoardSettings, choices: readonly number[]): { cells: Uint8Array; side: Side } => {
  let cells = emptyCells(settings);
  let side: Side = 'x';
  for (const choice of choices) {
    const open = openCells(cells, settings).filter(
      (at) => winningLine(cells, settings, cellOfIndex(settings, at), side).length === 0,
    );
    if (open.length === 0) break;
    cells = place(cells, settings, cellOfIndex(settings, open[choice % open.length]!), side);
    side = otherSide(side);
  }
  return { cells, side };
};

describe('web: analysis of small boards', () => {
  const boards = [
    board(3, 3, 3),
    board(4, 3, 3),
    board(4, 4, 4),
    board(4, 4, 3, { exact: true }),
    board(4, 4, 3, { gravity: true }),
    board(5, 3, 3, { gravity: true, exact: true }),
  ];
  for (const settings of boards) {
    const { width, height, inARow, gravity, exact } = settings;
    it(`[WB43] ${width}x${height}/${inARow}${gravity ? ' gravity' : ''}${exact ? ' exact' : ''}: as plain search says`, () => {
      const solve = createSolver(settings);
      const depth = width * height - 8;
      fc.assert(
        fc.property(fc.array(fc.nat(99), { minLength: depth, maxLength: width * height }), (choices) => {
          const { cells, side } = position(settings, choices);
          assert.equal(solve(marks(cells, side)), plainValue(cells, settings, side));
        }),
        { numRuns: 40, seed: 7 },
      );
    });
  }

  it('[WB43] known results: 3x3 and 4x4 with 4 in a row are draws, 4x4 with 3 in a row is won', () => {
    const start = { mine: 0, theirs: 0 };
    assert.deepEqual(
      [board(3, 3, 3), board(4, 4, 4), board(4, 4, 3)].map((settings) => createSolver(settings)(start)),
      [0, 0, 1],
    );
  });

  const moves = (names: readonly (readonly [number, number])[], settings: BoardSettings) => {
    let cells = emptyCells(settings);
    return names.map(([x, y], at) => {
      const side = at % 2 === 0 ? ('x' as const) : ('o' as const);
      const move = { x, y, side, cells, wins: winningLine(cells, settings, { x, y }, side).length > 0 };
      cells = place(cells, settings, { x, y }, side);
      return move;
    });
  };

  it('[WB43] each move of a game is graded by what it keeps', () => {
    const game = moves(
      [
        [1, 1],
        [1, 0],
        [0, 0],
        [2, 2],
        [0, 2],
        [2, 0],
        [0, 1],
      ],
      variants.xo,
    );
    assert.deepEqual(
      gradeMoves(variants.xo, game, () => 0),
      [
        { before: 0, after: 0 },
        { before: 0, after: -1 },
        { before: 1, after: 1 },
        { before: -1, after: -1 },
        { before: 1, after: 1 },
        { before: -1, after: -1 },
        { before: 1, after: 1 },
      ],
    );
    assert.equal(cellIndex(variants.xo, game[6]!), 3);
  });

  it('[WB43] a move for which the time does not suffice has no grade; later ones keep theirs', () => {
    const settings = board(5, 5, 4);
    const game = moves(
      [
        [0, 0],
        [4, 4],
        [0, 2],
        [2, 4],
        [4, 0],
        [0, 4],
        [2, 0],
        [4, 2],
        [1, 1],
        [3, 3],
        [3, 1],
        [1, 3],
        [2, 1],
        [2, 3],
        [1, 2],
        [3, 2],
      ],
      settings,
    );
    let clock = 0;
    const grades = gradeMoves(settings, game, () => (clock += 1), 3);
    assert.equal(grades[0], null);
    assert.notEqual(grades.at(-1), null);
    const spent = createSolver(board(5, 5, 5), () => true);
    assert.throws(() => spent({ mine: 0, theirs: 0 }), OutOfTime);
  });

  it('[WB43] a game of connect-four is graded from its end as far as the time reaches', () => {
    const settings = variants['connect-four'];
    const heights = new Map<number, number>();
    // By the published scores the second player has just kept a win, and drops it to a draw nowhere after.
    const columns = [...'2252576253462244111563365343671351441'].map((column) => Number(column) - 1);
    const game = moves(
      columns.map((x) => {
        heights.set(x, (heights.get(x) ?? 0) + 1);
        return [x, settings.height - heights.get(x)!] as const;
      }),
      settings,
    );
    let clock = 0;
    const grades = gradeMoves(settings, game, () => (clock += 1), 100);
    assert.deepEqual(grades.at(-1), { before: 1, after: 1 });
    assert.equal(grades[0], null);
    const from = grades.findIndex((grade) => grade !== null);
    assert.ok(from > 0 && grades.slice(from).every((grade) => grade !== null && grade.before >= grade.after));
    for (let at = from; at + 1 < grades.length; at += 1) assert.equal(grades[at]!.after + grades[at + 1]!.before, 0);
  });

  it('[WB43] larger boards are not tried', () =>
    assert.deepEqual(
      gradeMoves(variants.gomoku, moves([[7, 7]], variants.gomoku), () => 0),
      [null],
    ));
});
