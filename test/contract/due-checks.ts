import assert from 'node:assert/strict';
import type { DueChecks } from '../../server/games/due-checks.ts';
import { gameId } from '../../shared/kernel/ids.ts';

const [a, b, c] = [gameId('a'), gameId('b'), gameId('c')];
const gamesDue = async (checks: DueChecks, at: number) => (await checks.due(at, 10)).map(({ game }) => game);

/** What every store of due checks keeps. `open` gives an empty one. */
export const dueChecksContract = (
  name: string,
  open: () => Promise<{ checks: DueChecks; close(): Promise<void> }>,
): void => {
  describe(`due checks: ${name}`, () => {
    it('[RF9] what is due comes the longest due first; a check is brought forward, and removed by one for never', async () => {
      const { checks, close } = await open();
      await checks.bringForward([
        { game: a, checkAt: 300 },
        { game: b, checkAt: 100 },
        { game: c, checkAt: 200 },
      ]);
      await checks.bringForward([]);
      assert.deepEqual(await checks.due(99, 10), []);
      assert.deepEqual(await gamesDue(checks, 300), [b, c, a]);
      assert.deepEqual(await checks.due(300, 2), [
        { game: b, checkAt: 100 },
        { game: c, checkAt: 200 },
      ]);
      await checks.bringForward([
        { game: a, checkAt: 50 },
        { game: b, checkAt: 400 },
        { game: c, checkAt: null },
        { game: gameId('unknown'), checkAt: null },
      ]);
      assert.deepEqual(await checks.due(1_000, 10), [
        { game: a, checkAt: 50 },
        { game: b, checkAt: 100 },
      ]);
      await checks.clear();
      assert.deepEqual(await checks.due(1_000, 10), []);
      await close();
    });

    it('[RF9] a check that was made is put off or removed, unless it was moved meanwhile', async () => {
      const { checks, close } = await open();
      await checks.bringForward([a, b, c].map((game) => ({ game, checkAt: 300 })));
      await checks.bringForward([{ game: a, checkAt: 200 }]);
      await checks.made({ game: a, checkAt: 300 }, 900);
      await checks.made({ game: a, checkAt: 300 }, null);
      await checks.made({ game: b, checkAt: 300 }, 900);
      await checks.made({ game: c, checkAt: 300 }, null);
      await checks.made({ game: c, checkAt: 300 }, 900);
      assert.deepEqual(await checks.due(1_000, 10), [
        { game: a, checkAt: 200 },
        { game: b, checkAt: 900 },
      ]);
      await close();
    });
  });
};
