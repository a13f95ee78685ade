import assert from 'node:assert/strict';
import type { Leases } from '../../server/eventing/leases.ts';

/** What every store of leases keeps. `open` gives an empty one. */
export const leasesContract = (name: string, open: () => Promise<{ leases: Leases; close(): Promise<void> }>): void => {
  describe(`leases: ${name}`, () => {
    let leases: Leases;
    let close: () => Promise<void>;
    before(async () => {
      ({ leases, close } = await open());
    });
    after(() => close());

    it('[PJ12] one holder has a lease until it expires, and may renew it', async () => {
      assert.equal(await leases.acquire('a', 'node 1', 100, 1000), true);
      assert.equal(await leases.acquire('a', 'node 2', 100, 1099), false);
      assert.equal(await leases.acquire('a', 'node 1', 100, 1099), true);
      assert.equal(await leases.acquire('a', 'node 2', 100, 1198), false);
      assert.equal(await leases.acquire('a', 'node 2', 100, 1199), true);
      assert.equal(await leases.acquire('a', 'node 1', 100, 1200), false);
    });

    it('[PJ12] its holder alone can give it up early', async () => {
      await leases.acquire('b', 'node 1', 100, 1000);
      await leases.release('b', 'node 2');
      assert.equal(await leases.acquire('b', 'node 2', 100, 1001), false);
      await leases.release('b', 'node 1');
      assert.equal(await leases.acquire('b', 'node 2', 100, 1001), true);
    });

    it('[PJ12] of ten who ask at once one gets it', async () => {
      const asked = Array.from({ length: 10 }, (_, node) => leases.acquire('c', `node ${node}`, 100, 1000));
      assert.equal((await Promise.all(asked)).filter((got) => got).length, 1);
    });
  });
};
