import assert from 'node:assert/strict';
import type { Command } from '../../../shared/game/decision.ts';
import type { GameEvent } from '../../../shared/game/events.ts';
import { turnOf } from '../../../shared/game/turn.ts';
import { variants } from '../../../shared/game/variants.ts';
import type { PlayerId } from '../../../shared/kernel/ids.ts';
import { playerId } from '../../../shared/kernel/ids.ts';
import { asPlaying, continued, fischer, moved, o, started, stranger, t0, teams, waiting, x, xo } from './fixtures.ts';
import { given } from './given.ts';

const move = (by: PlayerId, column: number, row: number | null, at = t0): Command<'Move'> => ({
  type: 'Move',
  at,
  by,
  x: column,
  y: row,
});
const made = (by: PlayerId, column: number, row: number): GameEvent => ({
  type: 'MoveMade',
  at: t0,
  player: by,
  side: by.startsWith('x') ? 'x' : 'o',
  x: column,
  y: row,
  clockMs: null,
});
const gravity = { ...xo, ...variants['connect-four'] };

describe('moves', () => {
  it('[GM10] X begins', () =>
    given(started())
      .when(move(x, 1, 1))
      .yields(made(x, 1, 1)));

  it('[GM10] a mark lands on its cell', () =>
    given(started())
      .when(move(x, 2, 1))
      .leads((state) => {
        assert.ok(state.phase === 'playing');
        assert.deepEqual([...state.cells], [0, 0, 0, 0, 0, 1, 0, 0, 0]);
      }));

  it('[GM10] O follows', () =>
    given(moved(started(), 'b2'))
      .when(move(o, 0, 0))
      .yields(made(o, 0, 0)));

  it('[GM10] who begins is what the log says', () =>
    given(started(xo, 'o'))
      .when(move(o, 0, 0))
      .yields(made(o, 0, 0)));

  it('[GM10] teammates move in turn', () => {
    const cells = 'a1 a2 a3 a4 a5'.split(' ');
    const turns = cells.map((_, n) =>
      turnOf(asPlaying(n ? moved(started(teams), cells.slice(0, n).join(' ')) : started(teams))),
    );
    assert.deepEqual(
      turns.map(({ side, index }) => `${side}${index}`),
      ['x0', 'o0', 'x1', 'o1', 'x0'],
    );
  });

  it('[GM11] nobody moves before the start', () =>
    given(waiting())
      .when(move(x, 0, 0))
      .refuses('game/not-playing'));

  it('[GM11] nobody moves after the end', () =>
    given(continued(started(), { type: 'Resign', at: t0, by: x }))
      .when(move(x, 0, 0))
      .refuses('game/not-playing'));

  it('[GM11] a stranger is no player, even out of time and outside the board', () =>
    given(started(fischer))
      .when(move(stranger, -1, -1, t0 + 90_000))
      .refuses('game/not-a-player'));

  it('[GM11] a fallen flag comes before the turn', () =>
    given(started(fischer))
      .when(move(o, -1, -1, t0 + 60_000))
      .refuses('game/out-of-time'));

  it('[GM11] a move out of turn is refused, even outside the board', () =>
    given(started())
      .when(move(o, -1, -1))
      .refuses('game/not-your-turn'));

  it('[GM11] a teammate out of turn is refused', () =>
    given(started(teams))
      .when(move(playerId('x1'), 0, 0))
      .refuses('game/not-your-turn'));

  for (const [column, row] of [
    [-1, 0],
    [3, 0],
    [0, -1],
    [0, 3],
    [0.5, 0],
    [0, 1.5],
    [Number.NaN, 0],
    [0, Number.POSITIVE_INFINITY],
    [3, null],
  ] as const) {
    it(`[GM11] column ${column}, row ${row} is outside the board`, () =>
      given(started())
        .when(move(x, column, row))
        .refuses('game/outside-board'));
  }

  it('[GM11] without gravity a row is needed', () =>
    given(started())
      .when(move(x, 0, null))
      .refuses('game/row-needed'));

  it('[GM11] a cell is taken once', () =>
    given(moved(started(), 'b2'))
      .when(move(o, 1, 1))
      .refuses('game/cell-taken'));
});

describe('gravity', () => {
  it('[GM12] a mark falls to the floor', () =>
    given(started(gravity))
      .when(move(x, 3, null))
      .yields(made(x, 3, 5)));

  it('[GM12] a mark falls onto the one below', () =>
    given(moved(started(gravity), 'd1'))
      .when(move(o, 3, null))
      .yields(made(o, 3, 4)));

  it('[GM12] the row it falls to may be named', () =>
    given(moved(started(gravity), 'd1'))
      .when(move(o, 3, 4))
      .yields(made(o, 3, 4)));

  for (const row of [5, 3, 0]) {
    it(`[GM12] no other row may be named, such as ${row}`, () =>
      given(moved(started(gravity), 'd1'))
        .when(move(o, 3, row))
        .refuses('game/cell-taken'));
  }

  it('[GM12] a column takes as many marks as there are rows', () =>
    given(moved(started(gravity), 'd1 d2 d3 d4 d5 d6'))
      .when(move(x, 3, null))
      .refuses('game/column-full'));

  it('[GM12] a full column is refused whatever the row', () =>
    given(moved(started(gravity), 'd1 d2 d3 d4 d5 d6'))
      .when(move(x, 3, 0))
      .refuses('game/column-full'));
});
