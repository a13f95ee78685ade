import assert from 'node:assert/strict';
import type { DueChecks } from '../../server/games/due-checks.ts';
import { gameId } from '../../shared/kernel/ids.ts';

/** What every store of due checks keeps. `open` gives an empty one. */
export const dueChecksContract = (
  name: string,
  open: () => Promise<{ checks: DueChecks; close(): Promise<void> }>,
): void => {
  describe(`due checks: ${name}`, () => {
    it('[RF9] what is due comes the longest due first, can be moved, and is removed by a check for never', async () => {
      const { checks, close } = await open();
      const [a, b, c] = ['a', 'b', 'c'].map(gameId) as [ReturnType<typeof gameId>, ...ReturnType<typeof gameId>[]];
      await checks.set([
        { game: a, checkAt: 300 },
        { game: b!, checkAt: 100 },
        { game: c!, checkAt: 200 },
      ]);
      await checks.set([]);
      assert.deepEqual(await checks.due(99, 10), []);
      assert.deepEqual(await checks.due(300, 10), [b, c, a]);
      assert.deepEqual(await checks.due(300, 2), [b, c]);
      await checks.set([
        { game: b!, checkAt: 400 },
        { game: c!, checkAt: null },
        { game: gameId('unknown'), checkAt: null },
      ]);
      assert.deepEqual(await checks.due(400, 10), [a, b]);
      await checks.clear();
      assert.deepEqual(await checks.due(1_000, 10), []);
      await close();
    });
  });
};
