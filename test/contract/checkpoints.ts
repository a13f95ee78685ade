import assert from 'node:assert/strict';
import type { Checkpoints } from '../../server/eventing/projector.ts';

/** What every store of checkpoints keeps. `open` gives an empty one. */
export const checkpointsContract = (
  name: string,
  open: () => Promise<{ checkpoints: Checkpoints; close(): Promise<void> }>,
): void => {
  describe(`checkpoints: ${name}`, () => {
    it('[PJ11] a checkpoint is 0 at first, then what was written last, each projection its own', async () => {
      const { checkpoints, close } = await open();
      assert.equal(await checkpoints.read('games'), 0);
      await checkpoints.write('games', 7);
      await checkpoints.write('ratings', 3);
      await checkpoints.write('games', 9);
      assert.equal(await checkpoints.read('games'), 9);
      assert.equal(await checkpoints.read('ratings'), 3);
      await checkpoints.write('games', 0);
      assert.equal(await checkpoints.read('games'), 0);
      await close();
    });
  });
};
