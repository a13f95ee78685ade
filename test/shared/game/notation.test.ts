import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { GameEvent } from '../../../shared/game/events.ts';
import { exportText } from '../../../shared/game/export-text.ts';
import { cellName, parseCell } from '../../../shared/game/notation.ts';
import type { Settings } from '../../../shared/game/settings.ts';
import type { Created } from '../../../shared/game/state.ts';
import { variants } from '../../../shared/game/variants.ts';
import { gameId, type PlayerId } from '../../../shared/kernel/ids.ts';
import {
  continued,
  created,
  fischer,
  fold,
  moved,
  next,
  o,
  perMove,
  started,
  t0,
  teams,
  waiting,
  x,
  xo,
} from './fixtures.ts';

const exported = (history: readonly GameEvent[], nameOf = (player: PlayerId): string => `name of ${player}`): string =>
  exportText({ id: gameId('g1'), state: fold(history) as Created, nameOf });
const tag = (text: string, name: string): string | undefined => new RegExp(`^\\[${name} (.*)\\]$`, 'm').exec(text)?.[1];
const resign = { type: 'Resign', at: t0, by: x } as const;
const connectFour: Settings = { ...xo, ...variants['connect-four'] };

describe('names of cells', () => {
  for (const [column, row, name] of [
    [0, 0, 'a3'],
    [0, 2, 'a1'],
    [2, 0, 'c3'],
    [1, 1, 'b2'],
  ] as const) {
    it(`[GM70] column ${column}, row ${row} of a 3x3 board is ${name}`, () => {
      assert.equal(cellName(xo, { x: column, y: row }), name);
      assert.deepEqual(parseCell(xo, name), { x: column, y: row });
    });
  }

  it('[GM70] the far corner of the largest board is s19', () =>
    assert.equal(cellName({ ...xo, width: 19, height: 19 }, { x: 18, y: 0 }), 's19'));

  for (const text of ['', 'a', '1', 'a0', 'a4', 'd1', 'A1', 'a01', ' a1', 'a1 ', 'a1b', 'a-1', 'aa1', 'a100', 'ä1']) {
    it(`[GM70] ${JSON.stringify(text)} is no cell`, () => assert.equal(parseCell(xo, text), null));
  }

  it('[GM70] every cell is understood by its name', () =>
    fc.assert(
      fc.property(
        fc.integer({ min: 3, max: 19 }),
        fc.integer({ min: 3, max: 19 }),
        fc.nat(18),
        fc.nat(18),
        (width, height, column, row) => {
          const cell = { x: column % width, y: row % height };
          const board = { ...xo, width, height };
          assert.deepEqual(parseCell(board, cellName(board, cell)), cell);
        },
      ),
    ));
});

describe('an exported game', () => {
  it('[GM71] is a header, the moves and the result', () =>
    assert.equal(
      exported(moved(started(fischer), 'a3 b2 b3 a2 c3', t0 + 1_000)),
      [
        '[Game "g1"]',
        '[Variant "xo"]',
        '[Board "3x3 k3"]',
        '[X "name of x0"]',
        '[O "name of o0"]',
        '[Date "2026-01-02T03:04:05.000Z"]',
        '[Result "1-0"]',
        '[Reason "line"]',
        '[Clock "60+2"]',
        '',
        '1. a3 b2 2. b3 a2 3. c3 1-0',
        '',
      ].join('\n'),
    ));

  it('[GM71] says what makes a board', () => {
    assert.equal(tag(exported(started(connectFour)), 'Board'), '"7x6 k4 gravity"');
    assert.equal(tag(exported(started({ ...xo, exact: true })), 'Board'), '"3x3 k3 exact"');
    assert.equal(tag(exported(started(teams)), 'Board'), '"6x6 k4 teams of 2"');
  });

  it('[GM71] names the variant, if there is one', () => {
    assert.equal(tag(exported(started(connectFour)), 'Variant'), '"connect-four"');
    assert.equal(tag(exported(started({ ...xo, exact: true })), 'Variant'), '"custom"');
  });

  it('[GM71] names a whole team in order, and nobody where nobody sits', () => {
    assert.equal(tag(exported(started(teams)), 'O'), '"name of o0, name of o1"');
    assert.equal(tag(exported(waiting()), 'O'), '"?"');
  });

  const drawOffer = { at: t0, offer: 'draw', next } as const;
  for (const [name, history, result, reason] of [
    ['a game that waits', waiting(), '*', 'awaiting'],
    ['a game in play', started(), '*', 'playing'],
    ['a loss of X', continued(started(), resign), '0-1', 'resignation'],
    ['a loss of O', continued(started(), { ...resign, by: o }), '1-0', 'resignation'],
    [
      'an agreed draw',
      continued(started(), { ...drawOffer, type: 'Offer', by: x }, { ...drawOffer, type: 'Accept', by: o }),
      '1/2-1/2',
      'agreement',
    ],
    ['a full board', moved(started(), 'a1 b2 c3 b1 b3 a3 c1 c2 a2'), '1/2-1/2', 'full'],
    ['a game called off', continued(waiting(), { type: 'Abort', at: t0, by: x }), '*', 'aborted'],
    ['a game that expired', continued(waiting(), { type: 'Expire', at: t0 + 86_400_000 }), '*', 'expired'],
  ] as const) {
    it(`[GM72] the result of ${name} is ${result}`, () => {
      const text = exported(history);
      assert.equal(tag(text, 'Result'), `"${result}"`);
      assert.equal(tag(text, 'Reason'), `"${reason}"`);
      assert.ok(text.endsWith(`${result}\n`));
    });
  }

  it('[GM73] has no moves that were taken back', () => {
    const back = { at: t0, offer: 'takeback', next } as const;
    const history = continued(
      moved(started(), 'a1 b2'),
      { ...back, type: 'Offer', by: o },
      { ...back, type: 'Accept', by: x },
    );
    assert.ok(exported(moved(history, 'c3')).endsWith('\n\n1. a1 c3 *\n'));
  });

  it('[GM73] has the result alone when nothing was played', () => assert.ok(exported(started()).endsWith('\n\n*\n')));

  it('[GM73] has an open round at its end', () =>
    assert.ok(exported(moved(started(), 'a1 b2 c3')).endsWith('\n\n1. a1 b2 2. c3 *\n')));

  it('[GM73] wraps long games at 80 characters', () => {
    const big: Settings = { ...xo, width: 19, height: 19, inARow: 19 };
    const cells = 'abcdefghijklmnopqrs'.split('').flatMap((column) => [11, 10, 9].map((row) => `${column}${row}`));
    const [, moves = ''] = exported(moved(started(big), cells.join(' '))).split('\n\n');
    const lines = moves.trimEnd().split('\n');
    assert.ok(lines.length > 3 && lines.every((line) => line.length <= 80 && line.length > 0));
    assert.deepEqual(moves.match(/[a-s]\d+/g), cells);
  });

  it('[GM74] takes no harm from a name', () => {
    const text = exported(started(), () => 'a"]\n[Result "1-0"]\\ \r\tb');
    assert.equal(tag(text, 'X'), String.raw`"a\"] [Result \"1-0\"]\\  b"`);
    assert.equal(text.split('\n').length, exported(started()).split('\n').length);
  });

  it('[GM75] gives clocks in seconds', () => {
    assert.equal(tag(exported(started(fischer)), 'Clock'), '"60+2"');
    assert.equal(tag(exported(started(perMove)), 'Clock'), '"10/move"');
    assert.equal(tag(exported(started({ ...xo, clock: { initialMs: 500, incrementMs: 0 } })), 'Clock'), '"0.5+0"');
    assert.equal(tag(exported(started()), 'Clock'), '"-"');
  });

  it('[GM75] is dated by its start, or by its creation while it waits', () => {
    const late: GameEvent = { type: 'GameStarted', at: t0 + 5_000, first: 'x' };
    assert.equal(tag(exported([...started().slice(0, -1), late]), 'Date'), '"2026-01-02T03:04:10.000Z"');
    assert.equal(tag(exported([created()]), 'Date'), '"2026-01-02T03:04:05.000Z"');
  });
});
