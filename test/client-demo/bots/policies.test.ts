import assert from 'node:assert/strict';
import fc from 'fast-check';
import { chanceFrom } from '../../../client-demo/bots/chance.ts';
import { createPolicies, isLevel, type Level, levels } from '../../../client-demo/bots/levels.ts';
import type { BotMove, BotView } from '../../../client-demo/bots/policy.ts';
import { gamesOf, wilsonInterval } from '../../../client-demo/bots/tournament/tally.ts';
import { cellIndex, markOf } from '../../../shared/game/board.ts';
import { otherSide, type Side } from '../../../shared/game/seats.ts';
import { variants } from '../../../shared/game/variants.ts';
import { winningLine } from '../../../shared/game/winning-line.ts';
import { playMatch } from '../../support/bot-match.ts';
import { drawn, landing, positions } from './arbitraries.ts';

const policyOf = createPolicies();
const moveOf = (level: Level, view: BotView, seed = 1): BotMove => policyOf(level)(view, chanceFrom(seed));

const isLegal = (view: BotView, { x, y }: BotMove): boolean => {
  const cell = landing(view, view.cells, cellIndex(view, { x, y }));
  return cell !== null && cell.x === x && cell.y === y;
};

const winsAt = (view: BotView, side: Side): BotMove[] =>
  [...view.cells.keys()]
    .map((cell) => ({ x: cell % view.width, y: Math.floor(cell / view.width) }))
    .filter((cell) => isLegal(view, cell) && winningLine(view.cells, view, cell, side).length > 0);

const has = (moves: readonly BotMove[], { x, y }: BotMove): boolean =>
  moves.some((cell) => cell.x === x && cell.y === y);

describe('the policies', function () {
  this.timeout(30_000);

  it('[BT1] levels 1 to 3 move legally on any board', () => {
    fc.assert(
      fc.property(positions(), fc.nat(), fc.constantFrom<Level>(1, 2, 3), (view, seed, level) =>
        isLegal(view, moveOf(level, view, seed)),
      ),
      { numRuns: 150, seed: 1 },
    );
  });

  it('[BT1] levels 4 and 5 do too', () => {
    fc.assert(
      fc.property(positions(5, 20), fc.nat(), fc.constantFrom<Level>(4, 5), (view, seed, level) =>
        isLegal(view, moveOf(level, view, seed)),
      ),
      { numRuns: 15, seed: 2 },
    );
  });

  it('[BT1] an empty board of the largest size is one too', () => {
    const view: BotView = { ...variants.gomoku, width: 19, height: 19, cells: new Uint8Array(361), side: 'x' };
    for (const level of levels) assert.ok(isLegal(view, moveOf(level, view)));
  });

  it('[BT2] the same view and chance give the same move, and the view is not written', () => {
    fc.assert(
      fc.property(positions(8, 30), fc.nat(), fc.constantFrom<Level>(1, 2, 3), (view, seed, level) => {
        const before = view.cells.slice();
        assert.deepEqual(moveOf(level, view, seed), moveOf(level, view, seed));
        assert.deepEqual(view.cells, before);
      }),
      { numRuns: 60, seed: 3 },
    );
  });

  it('[BT3] from level 2 up a win at hand is taken, else the only threat is answered', () => {
    let met = 0;
    fc.assert(
      fc.property(positions(9, 60), fc.constantFrom<Level>(2, 3), (view, level) => {
        const [wins, threats] = [winsAt(view, view.side), winsAt(view, otherSide(view.side))];
        if (wins.length === 0 && threats.length === 0) return;
        met += 1;
        assert.ok(has(wins.length > 0 ? wins : threats, moveOf(level, view)));
      }),
      { numRuns: 300, seed: 4 },
    );
    assert.ok(met > 40, `only ${met} positions had a win or a threat`);
  });

  it('[BT4] level 3 makes two threats at once where it can', () => {
    const corner = drawn(['x..', '.o.', 'o.x'], 3);
    assert.deepEqual(moveOf(3, corner), { x: 2, y: 0 });
    const three = drawn(['.......', '.......', '.......', '.......', '..oo...', '..xx...'], 4, { gravity: true });
    assert.ok(
      has(
        [
          { x: 1, y: 5 },
          { x: 4, y: 5 },
        ],
        moveOf(3, three),
      ),
    );
  });

  it('[BT5] level 5 never loses 3x3, whatever the other side does, and wins what can be won', () => {
    const seen = new Map<string, number>();
    const worst = (cells: Uint8Array, side: Side, mine: Side): number => {
      const key = `${cells.join('')}${side}${mine}`;
      const known = seen.get(key);
      if (known !== undefined) return known;
      const view: BotView = { ...variants.xo, cells, side };
      const free = [...cells.keys()].filter((cell) => cells[cell] === 0);
      const chosen = side === mine ? [cellIndex(view, moveOf(5, view))] : free;
      const values = chosen.map((cell) => {
        const at = { x: cell % 3, y: Math.floor(cell / 3) };
        if (winningLine(cells, view, at, side).length > 0) return side === mine ? 1 : -1;
        const next = cells.slice();
        next[cell] = markOf(side);
        return next.includes(0) ? worst(next, otherSide(side), mine) : 0;
      });
      const value = Math.min(...values);
      seen.set(key, value);
      return value;
    };
    assert.equal(worst(new Uint8Array(9), 'x', 'x'), 0);
    assert.equal(worst(new Uint8Array(9), 'x', 'o'), 0);
    assert.equal(worst(drawn(['x..', '.o.', 'o.x'], 3).cells, 'x', 'x'), 1);
    assert.equal(worst(drawn(['xo.', '...', '...'], 3).cells, 'x', 'x'), 1);
  });

  it('[BT6] from level 4 up a win by threats alone is found in gomoku', () => {
    const view = drawn(
      [
        '..........',
        '..........',
        '..xxx.....',
        '....o.....',
        '....ox....',
        '.....x.o..',
        '.....x.o..',
        '..........',
        '..oo......',
        '..........',
      ],
      5,
    );
    const play = (cells: Uint8Array, side: Side, plies: number): boolean => {
      const now: BotView = { ...view, cells, side };
      if (plies === 0) return false;
      const at = side === 'x' ? moveOf(4, now) : (winsAt(now, 'x')[0] ?? moveOf(2, now));
      if (winningLine(cells, view, at, side).length > 0) return side === 'x';
      const next = cells.slice();
      next[cellIndex(view, at)] = markOf(side);
      return play(next, otherSide(side), plies - 1);
    };
    assert.ok(play(view.cells, 'x', 9));
  });

  for (const [better, worse, games] of [
    [2, 1, 20],
    [3, 2, 20],
    [4, 3, 20],
    [5, 4, 4],
  ] as const) {
    it(`[BT7] level ${better} beats level ${worse} at connect-four with 95 % confidence`, () => {
      const board = variants['connect-four'];
      const tally = playMatch({ board, first: policyOf(better), second: policyOf(worse), games, seed: 1 });
      assert.ok(wilsonInterval(tally)[0] > 0.5, JSON.stringify(tally));
    });
  }

  it('[BT38] level 4 beats level 3 at gomoku by 60 points in a hundred', () => {
    const board = variants.gomoku;
    const tally = playMatch({ board, first: policyOf(4), second: policyOf(3), games: 2, seed: 1 });
    assert.ok((tally.wins - tally.losses) / gamesOf(tally) >= 0.6, JSON.stringify(tally));
  });

  it('[BT8] there are the levels 1 to 5', () => {
    assert.deepEqual(levels, [1, 2, 3, 4, 5]);
    assert.deepEqual([0, 1, 5, 6, 2.5].map(isLevel), [false, true, true, false, false]);
  });
});
