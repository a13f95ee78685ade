import assert from 'node:assert/strict';
import { z } from 'zod';
import { createLoginGuard } from '../../../server/http/login-guard.ts';
import { Problem } from '../../../server/http/problem.ts';
import { createMemoryRateLimiter, defaultLimits, liftedLimits } from '../../../server/http/rate-limits.ts';
import { type Limit, route } from '../../../server/http/route.ts';
import { json, serve, told } from './serve.ts';

const setUp = (mostKeys?: number) => {
  const clock = { now: 0 };
  return { clock, limiter: createMemoryRateLimiter(() => clock.now, mostKeys) };
};
const limited = (limit: Limit, taken: readonly string[] = []) =>
  route({
    method: 'post',
    path: `/v1/${limit}`,
    summary: limit,
    tag: 'limited',
    auth: 'public',
    limit,
    body: z.strictObject({ name: z.string() }),
    answers: { status: 204 },
    handle: async ({ body }) => {
      if (taken.includes(body.name)) throw new Problem(409, 'accounts/name-taken', 'That name is taken.');
      return { status: 204 };
    },
  });

describe('rate limits', () => {
  it('[HT22] the memory of a limiter is bounded: ended windows go first, then the oldest', async () => {
    const { clock, limiter } = setUp(10);
    const once = { count: 1, windowMs: 1000 };
    for (let at = 0; at < 10; at += 1) await limiter.take(`k${at}`, once);
    await limiter.take('k10', once);
    assert.equal((await limiter.take('k9', once)).ok, false);
    assert.equal((await limiter.take('k0', once)).ok, true);
    clock.now = 1000;
    for (let at = 20; at < 30; at += 1) await limiter.take(`k${at}`, once);
    for (let at = 20; at < 30; at += 1) assert.equal((await limiter.take(`k${at}`, once)).ok, false);
  });

  it('[HT23] all calls of an address count against the general limit, health and metrics do not', async () => {
    const served = await serve({ limits: { ...defaultLimits, general: { count: 3, windowMs: 5000 } } });
    for (const path of ['/v1/things', '/v1/nothing', '/v1/things/a']) await fetch(served.base + path);
    const { status, code, headers } = await told(fetch(`${served.base}/v1/things`));
    assert.deepEqual([status, code, headers.get('Retry-After')], [429, 'request/too-many', '5']);
    assert.equal((await fetch(`${served.base}/healthz`)).status, 200);
    await served.close();
  });

  it('[HT24] five registrations an hour from an address; invalid ones and taken names do not count', async () => {
    const served = await serve({ routes: [limited('registration', ['anna'])] });
    const register = (name: unknown) => told(fetch(`${served.base}/v1/registration`, json({ name })));
    for (let count = 0; count < 8; count += 1) {
      assert.equal((await register('anna')).status, 409);
      assert.equal((await register(7)).status, 422);
    }
    for (let count = 0; count < 5; count += 1) assert.equal((await register(`b${count}`)).status, 204);
    const { status, headers } = await register('c');
    assert.deepEqual([status, headers.get('Retry-After')], [429, '3600']);
    await served.close();
  });

  it('[HT24] calls that send mail are limited apart from registrations', async () => {
    const served = await serve({ routes: [limited('mail'), limited('registration'), limited('login')] });
    const call = async (limit: Limit) => (await fetch(`${served.base}/v1/${limit}`, json({ name: 'a' }))).status;
    for (let count = 0; count < 5; count += 1) assert.equal(await call('mail'), 204);
    assert.equal(await call('mail'), 429);
    assert.equal(await call('registration'), 204);
    for (let count = 0; count < 20; count += 1) assert.equal(await call('login'), 204);
    await served.close();
  });

  it('[HT24] sixty guests an hour from an address, whatever else it does', async () => {
    const served = await serve({ routes: [limited('guest'), limited('registration')] });
    const call = async (limit: Limit) => (await fetch(`${served.base}/v1/${limit}`, json({ name: 'a' }))).status;
    for (let count = 0; count < 60; count += 1) assert.equal(await call('guest'), 204);
    assert.equal(await call('guest'), 429);
    assert.equal(await call('registration'), 204);
    await served.close();
  });

  it('[HT25] behind a trusted proxy the forwarded address counts, otherwise it is not believed', async () => {
    const tries = async (trustProxy: boolean, forwarded: readonly string[]) => {
      const served = await serve({ trustProxy, limits: { ...defaultLimits, general: { count: 1, windowMs: 1000 } } });
      const statuses = [];
      for (const address of forwarded)
        statuses.push((await fetch(`${served.base}/v1/things`, { headers: { 'X-Forwarded-For': address } })).status);
      await served.close();
      return statuses;
    };
    assert.deepEqual(await tries(false, ['1.1.1.1', '2.2.2.2']), [200, 429]);
    assert.deepEqual(await tries(true, ['1.1.1.1', '2.2.2.2', '9.9.9.9, 1.1.1.1']), [200, 200, 429]);
    assert.deepEqual(await tries(true, ['2001:db8::1', '2001:db8::2', '2001:db8:0:1::1']), [200, 429, 200]);
    assert.deepEqual(await tries(true, ['rubbish', '<script>']), [200, 429]);
  });
});

describe('the login guard', () => {
  const guarded = () => {
    const { clock, limiter } = setUp();
    const guard = createLoginGuard(limiter, defaultLimits.login);
    const refused = (account: string, address: string) =>
      guard.check(account, address).then(
        () => undefined,
        (error: Problem) => [error.status, error.code, error.headers['Retry-After']],
      );
    const fail = async (account: string, address: string) => {
      await guard.check(account, address);
      await guard.failed(account, address);
    };
    return { clock, guard, refused, fail };
  };

  it('[HT26] ten failures in ten minutes close an account to every address, whatever the case of its name', async () => {
    const { clock, refused, fail } = guarded();
    for (let at = 0; at < 10; at += 1) await fail('anna', `10.0.0.${at}`);
    assert.deepEqual(await refused('Anna ', '10.0.0.99'), [429, 'request/too-many', '600']);
    assert.equal(await refused('berta', '10.0.0.99'), undefined);
    clock.now = 600_000;
    assert.equal(await refused('anna', '10.0.0.99'), undefined);
  });

  it('[HT26] ten failures in ten minutes close an address to every account', async () => {
    const { refused, fail } = guarded();
    for (let at = 0; at < 10; at += 1) await fail(`player${at}`, '10.0.0.1');
    assert.deepEqual(await refused('other', '10.0.0.1'), [429, 'request/too-many', '600']);
    assert.equal(await refused('other', '10.0.0.2'), undefined);
  });

  it('[HT27] logins that succeed do not count', async () => {
    const { guard, refused } = guarded();
    for (let at = 0; at < 30; at += 1) {
      await guard.check('anna', '10.0.0.1');
      await guard.succeeded('anna', '10.0.0.1');
    }
    assert.equal(await refused('anna', '10.0.0.1'), undefined);
  });

  it('[HT26] an address can be given more room than an account', async () => {
    const { limiter } = setUp();
    const guard = createLoginGuard(limiter, liftedLimits.login, liftedLimits.loginByAddress);
    for (let at = 0; at < 50; at += 1) await guard.check(`player${at}`, '10.0.0.1');
    for (let at = 0; at < 10; at += 1) await guard.check('anna', '10.0.0.1');
    await assert.rejects(guard.check('anna', '10.0.0.1'), { status: 429 });
  });

  it('[HT27] attempts at the same moment cannot slip past the count', async () => {
    const { refused } = guarded();
    const all = await Promise.all(Array.from({ length: 50 }, () => refused('anna', '10.0.0.1')));
    assert.equal(all.filter((one) => one === undefined).length, 10);
  });

  it('[HT27] who is refused for the account leaves no mark on the address', async () => {
    const { refused, fail } = guarded();
    for (let at = 0; at < 10; at += 1) await fail('anna', `10.0.0.${at}`);
    for (let at = 0; at < 20; at += 1) assert.notEqual(await refused('anna', '10.0.1.1'), undefined);
    assert.equal(await refused('berta', '10.0.1.1'), undefined);
  });
});
