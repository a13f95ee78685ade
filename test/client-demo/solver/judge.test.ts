import assert from 'node:assert/strict';
import type { BotView } from '../../../client-demo/bots/policy.ts';
import { createJudge, type Judge } from '../../../client-demo/solver/judge.ts';
import { OutOfTime } from '../../../client-demo/solver/out-of-time.ts';
import { markOf } from '../../../shared/game/board.ts';
import type { BoardSettings } from '../../../shared/game/settings.ts';
import { bruteScore, connectFour, played, published, randomPosition } from './positions.ts';

const judgeOf = (board: BoardSettings): Judge => createJudge(board, { memoryBits: 18 });
const worth = (judge: Judge, { cells, side }: BotView) => judge(cells, markOf(side));

/** Row by row from the right to the left. */
const mirrored = (view: BotView): BotView => ({
  ...view,
  cells: view.cells.map((_, at) => view.cells[at - (at % view.width) + view.width - 1 - (at % view.width)]!),
});

describe('the judge of boards with gravity', function () {
  this.timeout(60_000);

  it('[SV1] its values are those that brute force finds on small boards', () => {
    const counts = new Map<number, number>();
    for (const [width, height, inARow, stones] of [
      ...[[4, 4, 4, 2] as const, [4, 4, 3, 2] as const, [5, 4, 4, 8] as const, [5, 4, 3, 3] as const],
      ...[[4, 5, 4, 8] as const, [4, 5, 3, 4] as const, [6, 4, 4, 12] as const],
      ...[[4, 6, 4, 12] as const, [3, 7, 3, 6] as const, [7, 3, 4, 9] as const, [5, 5, 5, 13] as const],
    ]) {
      const board = { width, height, inARow, gravity: true, exact: false };
      const [seen, judge] = [new Map<string, number>(), judgeOf(board)];
      for (let seed = 0; seed < 8; seed += 1) {
        const view = randomPosition(board, stones, seed);
        if (view === null) continue;
        const expected = Math.sign(bruteScore(view, seen)) + 0;
        assert.equal(worth(judge, view), expected, `${width}x${height}, ${inARow} in a row: ${view.cells.join('')}`);
        counts.set(expected, (counts.get(expected) ?? 0) + 1);
      }
    }
    assert.ok(
      [-1, 0, 1].every((value) => (counts.get(value) ?? 0) >= 8),
      JSON.stringify([...counts]),
    );
  });

  it('[SV2] on 7x6 they are the signs of the published scores', () => {
    const judge = judgeOf(connectFour);
    for (const [columns, score] of Object.entries(published)) {
      assert.equal(worth(judge, played(columns)), Math.sign(score), columns);
    }
  });

  it('[SV2] the first player wins the middle column filled up to its top', () => {
    const judge = judgeOf(connectFour);
    assert.equal(worth(judge, played('444444')), 1);
  });

  it('[SV3] a position in a mirror is worth the same', () => {
    const judge = judgeOf(connectFour);
    let compared = 0;
    for (let seed = 0; seed < 12; seed += 1) {
      const view = randomPosition(connectFour, 14, seed);
      if (view === null) continue;
      assert.equal(worth(judgeOf(connectFour), mirrored(view)), worth(judge, view), view.cells.join(''));
      compared += 1;
    }
    assert.ok(compared >= 8, `only ${compared} positions`);
  });

  it('[SV4] it gives up when its time is over, and what it knew by then stays right', () => {
    const isOver = { now: true };
    const judge = createJudge(connectFour, { memoryBits: 18, spent: () => isOver.now });
    assert.throws(() => worth(judge, played('4')), OutOfTime);
    isOver.now = false;
    assert.equal(worth(judge, played('22522525')), worth(judgeOf(connectFour), played('22522525')));
  });
});
