import assert from 'node:assert/strict';
import type { RateLimiter } from '../../server/http/rate-limits.ts';

interface OpenLimiter extends AsyncDisposable {
  readonly limiter: RateLimiter;
  /** Lets time pass for every window that is open. */
  pass(ms: number): Promise<void>;
}

const rule = { count: 3, windowMs: 10_000 };

/** What every limiter keeps. `open` gives one that has counted nothing; where others share it, so do those opened later. */
export const rateLimiterContract = (name: string, open: () => Promise<OpenLimiter>): void => {
  describe(`rate limiter: ${name}`, () => {
    let opened: OpenLimiter;
    beforeEach(async () => {
      opened = await open();
    });
    afterEach(() => opened[Symbol.asyncDispose]());
    const take = (key: string, by = rule) => opened.limiter.take(key, by);

    it('[HT21] a limit lets so many through in a window, then says how long to wait', async () => {
      for (let count = 0; count < 3; count += 1) assert.deepEqual(await take('a'), { ok: true });
      await opened.pass(4_000);
      const refused = await take('a');
      assert.ok(!refused.ok && refused.retryAfterMs > 3_000 && refused.retryAfterMs <= 6_000);
      assert.deepEqual(await take('b'), { ok: true });
      await opened.pass(6_000);
      assert.deepEqual(await take('a'), { ok: true });
    });

    it('[HT21] what is given back can be taken again, in the same window', async () => {
      for (let count = 0; count < 3; count += 1) await take('a');
      for (let count = 0; count < 5; count += 1) await opened.limiter.giveBack('a');
      await opened.limiter.giveBack('never-taken');
      for (let count = 0; count < 3; count += 1) assert.equal((await take('a')).ok, true);
      assert.equal((await take('a')).ok, false);
      await opened.pass(10_000);
      assert.equal((await take('a')).ok, true);
    });

    it('[HT21] a limit of nothing refuses, and no limit never does', async () => {
      const refused = await take('a', { count: 0, windowMs: 1_000 });
      assert.ok(!refused.ok && refused.retryAfterMs > 0 && refused.retryAfterMs <= 1_000);
      for (let count = 0; count < 10; count += 1)
        assert.deepEqual(await take('b', { count: Number.POSITIVE_INFINITY, windowMs: 1_000 }), { ok: true });
    });

    it('[HT21] of many at the same moment no more get through than the limit allows', async () => {
      const taken = await Promise.all(Array.from({ length: 20 }, () => take('a')));
      assert.equal(taken.filter(({ ok }) => ok).length, 3);
    });
  });
};
