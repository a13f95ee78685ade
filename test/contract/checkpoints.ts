import assert from 'node:assert/strict';
import type { Checkpoints } from '../../server/eventing/projector.ts';

/** What every store of checkpoints keeps. `open` gives an empty one. */
export const checkpointsContract = (
  name: string,
  open: () => Promise<{ checkpoints: Checkpoints; close(): Promise<void> }>,
): void => {
  describe(`checkpoints: ${name}`, () => {
    let checkpoints: Checkpoints;
    let close: () => Promise<void>;
    before(async () => {
      ({ checkpoints, close } = await open());
    });
    after(() => close());

    it('[PJ11] a checkpoint is 0 at first, then where it was moved, each projection its own', async () => {
      assert.equal(await checkpoints.read('games'), 0);
      assert.equal(await checkpoints.move('games', 0, 7), true);
      assert.equal(await checkpoints.move('ratings', 0, 3), true);
      assert.equal(await checkpoints.move('games', 7, 9), true);
      assert.equal(await checkpoints.read('games'), 9);
      assert.equal(await checkpoints.read('ratings'), 3);
    });

    it('[PJ14] a checkpoint moves only from where it stands, never back, except by a reset', async () => {
      assert.equal(await checkpoints.move('fenced', 4, 6), false);
      await checkpoints.move('fenced', 0, 5);
      assert.equal(await checkpoints.move('fenced', 0, 3), false);
      assert.equal(await checkpoints.move('fenced', 4, 6), false);
      assert.equal(await checkpoints.read('fenced'), 5);
      await checkpoints.reset('fenced');
      assert.equal(await checkpoints.read('fenced'), 0);
      assert.equal(await checkpoints.move('fenced', 5, 6), false);
      assert.equal(await checkpoints.read('fenced'), 0);
    });

    it('[PJ14] of ten who move it at once one does', async () => {
      const moves = Array.from({ length: 10 }, (_, each) => checkpoints.move('raced', 0, each + 1));
      const moved = (await Promise.all(moves)).flatMap((did, each) => (did ? [each + 1] : []));
      assert.deepEqual(moved, [await checkpoints.read('raced')]);
    });
  });
};
