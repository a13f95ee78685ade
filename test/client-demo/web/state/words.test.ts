import assert from 'node:assert/strict';
import type { GameView } from '../../../../client-demo/connection/game-view.ts';
import { clockText, textLastsMs } from '../../../../client-demo/web/state/clock.ts';
import { newsOf } from '../../../../client-demo/web/state/news.ts';
import { en } from '../../../../client-demo/web/strings/en.ts';
import { announcement } from '../../../../client-demo/web/views/announcements.ts';
import { inGame, view } from '../fixtures.ts';

const said = (before: GameView, after: GameView): string => {
  const last = newsOf(before, after);
  return last ? announcement(en, inGame({ view: after, news: { count: 1, last } })).trim() : '';
};
const cells = new Uint8Array(9);
cells[6] = 2;
const moved = view({ version: 5, plies: 1, cells, lastMove: 6 });

describe('web: what is said aloud', () => {
  const cases: readonly (readonly [string, GameView, GameView, string])[] = [
    ['the start', view({ status: 'awaiting', turn: null }), view(), 'The game begins. It is your turn.'],
    ['a move', view(), moved, 'O plays a1. It is your turn.'],
    ['a takeback', moved, view({ turn: { side: 'o', index: 0 } }), 'Moves were taken back. O is to move.'],
    ['an offer', view(), view({ offers: { draw: 'o', takeback: null, rematch: null } }), 'O offers a draw.'],
    [
      'the end',
      view(),
      view({ status: 'finished', turn: null, result: { winner: 'x', reason: 'time', line: [] } }),
      'X wins on time.',
    ],
    [
      'a draw',
      view(),
      view({ status: 'finished', turn: null, result: { winner: null, reason: 'full', line: [] } }),
      'A draw: the board is full.',
    ],
    ['nothing of who comes to watch', view(), view({ spectators: 3 }), ''],
    ['an offer that stands only once', moved, { ...moved, version: 6 }, ''],
  ];
  for (const [title, before, after, words] of cases)
    it(`[WB28] ${title}`, () => assert.equal(said(before, after), words));

  it('[WB28] the first picture is no news', () => assert.equal(newsOf(null, view()), null));
});

describe('web: clocks', () => {
  const cases: readonly (readonly [number, string])[] = [
    [0, '0.0'],
    [9_340, '9.3'],
    [10_000, '0:10'],
    [59_001, '1:00'],
    [299_000, '4:59'],
    [3_909_000, '1:05:09'],
    [187_200_000, '2d 4h'],
  ];
  for (const [ms, shown] of cases) it(`[WB29] ${ms} ms is ${shown}`, () => assert.equal(clockText(ms), shown));

  it('[WB29] a text is looked at again when it changes, not sooner', () => {
    for (const ms of [11_000, 61_500, 299_999, 3_600_001]) {
      const lasts = textLastsMs(ms);
      assert.notEqual(clockText(ms - lasts - 1), clockText(ms), String(ms));
      assert.equal(clockText(ms - lasts + 1), clockText(ms), String(ms));
    }
  });
});
