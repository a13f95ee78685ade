import assert from 'node:assert/strict';
import { createMemoryRateLimiter } from '../../../server/http/rate-limits.ts';
import { createRedisRateLimiter, createSafeRateLimiter } from '../../../server/redis/rate-limiter.ts';
import { rateLimiterContract } from '../../contract/rate-limiter.ts';
import { serviceFor } from '../../services.ts';
import { openLinked } from './linked.ts';

const rule = { count: 3, windowMs: 10_000 };

rateLimiterContract('memory', async () => {
  let time = 0;
  return {
    limiter: createMemoryRateLimiter(() => time),
    pass: async (ms) => {
      time += ms;
    },
    [Symbol.asyncDispose]: async () => undefined,
  };
});

describe('limits in Redis', () => {
  let at: string;
  before(function () {
    at = serviceFor(this, 'redis');
  });

  rateLimiterContract('Redis', async () => {
    const linked = await openLinked(at);
    const { client } = linked.server;
    return {
      limiter: createRedisRateLimiter(linked.redis),
      pass: async (ms) => {
        for (const key of await client.keys('octo:limit:*'))
          await client.pexpire(key, Math.max(0, (await client.pttl(key)) - ms));
      },
      [Symbol.asyncDispose]: linked[Symbol.asyncDispose],
    };
  });

  it('[RD5] nodes count together', async () => {
    await using linked = await openLinked(at);
    const [first, second] = [createRedisRateLimiter(linked.redis), createRedisRateLimiter(await linked.another())];
    await first.take('a', rule);
    await second.take('a', rule);
    await first.take('a', rule);
    assert.equal((await second.take('a', rule)).ok, false);
  });

  for (const mode of ['cut', 'swallow'] as const)
    it(`[RD6] while Redis is away (${mode}) each node counts for itself, and nobody is refused or kept waiting for it`, async () => {
      await using linked = await openLinked(at);
      const own = createMemoryRateLimiter(Date.now);
      const limiter = createSafeRateLimiter(linked.redis, createRedisRateLimiter(linked.redis), own);
      await limiter.take('a', rule);
      linked.server.proxy.set(mode);
      for (let count = 0; count < 3; count += 1) assert.deepEqual(await limiter.take('a', rule), { ok: true });
      assert.equal((await limiter.take('a', rule)).ok, false);
      await limiter.giveBack('a');
      assert.equal((await limiter.take('a', rule)).ok, true);
      linked.server.proxy.set('pass');
      await linked.isBack();
      for (let count = 0; count < 2; count += 1) assert.equal((await limiter.take('a', rule)).ok, true);
      assert.equal((await limiter.take('a', rule)).ok, false);
      assert.deepEqual(linked.told, ['lost', 'back']);
    });
});
