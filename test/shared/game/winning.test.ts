import assert from 'node:assert/strict';
import type { Cell } from '../../../shared/game/events.ts';
import { cellName } from '../../../shared/game/notation.ts';
import type { BoardSettings } from '../../../shared/game/settings.ts';
import { variants } from '../../../shared/game/variants.ts';
import { winningLine } from '../../../shared/game/winning-line.ts';
import { asEnded, moved, o, started, t0, x, xo } from './fixtures.ts';
import { given } from './given.ts';

/** A board drawn with X, O and dots; `*` is the empty cell on which X plays last. */
const drawn = (rows: readonly string[], inARow: number, exact = false) => {
  const board: BoardSettings = { width: rows[0]?.length ?? 0, height: rows.length, inARow, gravity: false, exact };
  const marks = rows.join('');
  const at = marks.indexOf('*');
  const last: Cell = { x: at % board.width, y: Math.floor(at / board.width) };
  const cells = Uint8Array.from(marks, (mark) => (mark === 'X' ? 1 : mark === 'O' ? 2 : 0));
  return winningLine(cells, board, last, 'x')
    .map((cell) => cellName(board, cell))
    .join(' ');
};

describe('winning lines', () => {
  for (const [name, rows, line] of [
    ['a row at the top edge', ['*XX', '.O.', 'O..'], 'a3 b3 c3'],
    ['a row from the middle', ['X*X', '...', '...'], 'a3 b3 c3'],
    ['a column at the right edge', ['..X', '..X', '..*'], 'c3 c2 c1'],
    ['a falling diagonal', ['X..', '.*.', '..X'], 'a3 b2 c1'],
    ['a rising diagonal', ['..*', '.X.', 'X..'], 'c3 b2 a1'],
    ['two lines at once, the shared cell once', ['*XX', 'X..', 'X..'], 'a3 b3 c3 a2 a1'],
    [
      'four lines at once',
      ['X.X.X', '.XXX.', 'XX*XX', '.XXX.', 'X.X.X'],
      'a5 c5 e5 b4 c4 d4 a3 b3 c3 d3 e3 b2 c2 d2 a1 c1 e1',
    ],
    ['no line of the other side', ['*OO', '...', '...'], ''],
    ['no line with a gap', ['*.X', '...', '..X'], ''],
  ] as const) {
    it(`[GM13] ${name}`, () => assert.equal(drawn(rows, 3), line));
  }

  it('[GM13] a line does not wrap around the edge', () => assert.equal(drawn(['.X*', 'X..', '...'], 3), ''));

  it('[GM13] a longer run wins whole', () =>
    assert.equal(drawn(['XX*XX'].concat('.....', '.....'), 3), 'a3 b3 c3 d3 e3'));

  it('[GM14] a run of exactly the length wins', () =>
    assert.equal(drawn(['X*X..'].concat('.....', '.....'), 3, true), 'a3 b3 c3'));

  it('[GM14] a longer run does not win', () => assert.equal(drawn(['XX*X.'].concat('.....', '.....'), 3, true), ''));

  it('[GM14] a much longer run does not win', () =>
    assert.equal(drawn(['*XXXXXXXX', '.........', '.........'], 3, true), ''));

  it('[GM14] an over-long row leaves an exact column standing', () =>
    assert.equal(drawn(['XX*X.', '..X..', '..X..'], 3, true), 'c3 c2 c1'));
});

describe('the end by a move', () => {
  it('[GM13] the line is in the same commit as the move', () =>
    given(moved(started(), 'a3 a2 b3 b2'))
      .when({ type: 'Move', at: t0, by: x, x: 2, y: 0 })
      .yields(
        { type: 'MoveMade', at: t0, player: x, side: 'x', x: 2, y: 0, clockMs: null },
        {
          type: 'GameEnded',
          at: t0,
          winner: 'x',
          reason: 'line',
          line: [
            { x: 0, y: 0 },
            { x: 1, y: 0 },
            { x: 2, y: 0 },
          ],
        },
      ));

  it('[GM13] O wins with its own line', () =>
    assert.equal(asEnded(moved(started(), 'a3 a2 b3 b2 c1 c2')).result.winner, 'o'));

  it('[GM13] gravity makes lines too', () => {
    const { result } = asEnded(moved(started({ ...xo, ...variants['connect-four'] }), 'a1 b1 a2 b2 a3 b3 a4'));
    assert.deepEqual(result, { winner: 'x', reason: 'line', line: [2, 3, 4, 5].map((y) => ({ x: 0, y })) });
  });

  it('[GM14] an over-long run leaves the game open', () =>
    given(moved(started({ ...xo, width: 6, exact: true }), 'a1 a2 b1 b2 d1 d2'))
      .when({ type: 'Move', at: t0, by: x, x: 2, y: 2 })
      .leads((state) => assert.equal(state.phase, 'playing')));

  it('[GM15] a full board without a line is a draw', () =>
    given(moved(started(), 'a1 b2 c3 b1 b3 a3 c1 c2'))
      .when({ type: 'Move', at: t0, by: x, x: 0, y: 1 })
      .yields(
        { type: 'MoveMade', at: t0, player: x, side: 'x', x: 0, y: 1, clockMs: null },
        { type: 'GameEnded', at: t0, winner: null, reason: 'full', line: [] },
      ));

  it('[GM15] a line on the last free cell wins', () =>
    given(moved(started(), 'a3 b3 b2 c3 c2 a1 b1 a2'))
      .when({ type: 'Move', at: t0, by: x, x: 2, y: 2 })
      .leads((state) => {
        assert.ok(state.phase === 'ended');
        assert.deepEqual([state.result.winner, state.result.reason], ['x', 'line']);
      }));

  it('[GM10] nobody plays on after a line', () =>
    given(moved(started(), 'a3 a2 b3 b2 c3'))
      .when({ type: 'Move', at: t0, by: o, x: 2, y: 1 })
      .refuses('game/not-playing'));
});
