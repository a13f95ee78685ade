import assert from 'node:assert/strict';
import { chanceFrom } from '../../../client-demo/bots/chance.ts';
import { allow, createBitSearch } from '../../../client-demo/bots/connect-four/bit-search.ts';
import { scoreOf } from '../../../client-demo/bots/connect-four/solve.ts';
import { legalCells } from '../../../client-demo/bots/legal-moves.ts';
import { createPolicies } from '../../../client-demo/bots/levels.ts';
import type { BotView } from '../../../client-demo/bots/policy.ts';
import { fitsBits, layoutOf } from '../../../client-demo/solver/layout.ts';
import { bitPositionOf } from '../../../client-demo/solver/position.ts';
import { cellIndex, markOf } from '../../../shared/game/board.ts';
import { variants } from '../../../shared/game/variants.ts';
import {
  after,
  bruteScore,
  connectFour,
  played,
  published,
  randomPosition,
  stonesOf,
  wins,
} from '../solver/positions.ts';

const enough = 2_000_000;

const createSolver = (board: Omit<BotView, 'cells' | 'side'>) => {
  const layout = layoutOf(board);
  const search = createBitSearch(layout, 20);
  return (view: BotView): number | null => {
    allow(search, enough);
    return scoreOf(search, bitPositionOf(layout, view.cells, markOf(view.side) as 1 | 2));
  };
};

describe('the connect-four solver', function () {
  this.timeout(60_000);

  it('[BT34] its scores are those that brute force finds on small boards', () => {
    let compared = 0;
    for (const [width, height, inARow, stones] of [
      ...[[4, 4, 4, 2] as const, [4, 4, 3, 2] as const, [5, 4, 4, 8] as const, [5, 4, 3, 3] as const],
      ...[[4, 5, 4, 8] as const, [4, 5, 3, 4] as const, [6, 4, 4, 12] as const, [5, 5, 5, 13] as const],
    ]) {
      const board = { width, height, inARow, gravity: true, exact: false };
      const [seen, solve] = [new Map<string, number>(), createSolver(board)];
      for (let seed = 0; seed < 8; seed += 1) {
        const view = randomPosition(board, stones, seed);
        if (view === null) continue;
        const expected = bruteScore(view, seen);
        assert.equal(solve(view), expected, `${width}x${height}, ${inARow} in a row: ${view.cells.join('')}`);
        compared += 1;
      }
    }
    assert.ok(compared >= 40, `only ${compared} positions`);
  });

  it('[BT35] it agrees with the published scores of positions', () => {
    const solve = createSolver(connectFour);
    for (const [columns, score] of Object.entries(published)) assert.equal(solve(played(columns)), score, columns);
  });

  it('[BT36] level 5 keeps the best score where the end of the game can be seen', () => {
    const solve = createSolver(connectFour);
    const policy = createPolicies()(5);
    let kept = 0;
    for (let seed = 0; seed < 20; seed += 1) {
      const view = randomPosition(connectFour, 18, seed);
      if (view === null) continue;
      const next = after(view, cellIndex(view, policy(view, chanceFrom(seed))));
      const replyWins = legalCells(next).some((cell) => wins(next, cell));
      const score = replyWins ? Math.floor((42 - stonesOf(next) + 1) / 2) : solve(next);
      assert.equal(-(score ?? Number.NaN) + 0, solve(view), view.cells.join(''));
      kept += 1;
    }
    assert.ok(kept >= 8, `only ${kept} positions`);
  });

  it('[BT37] boards with gravity of up to 64 bits fit, others do not', () => {
    assert.ok(fitsBits(connectFour));
    assert.ok(fitsBits({ ...connectFour, width: 8, height: 7 }));
    assert.ok(!fitsBits({ ...connectFour, width: 9, height: 7 }));
    assert.ok(!fitsBits({ ...connectFour, exact: true }));
    assert.ok(!fitsBits(variants.gomoku));
  });
});
