import assert from 'node:assert/strict';
import { ApiProblem } from '../../../client-demo/connection/problem.ts';
import {
  betweenTabs,
  memorySession,
  type StoredSession,
  storedSession,
} from '../../../client-demo/connection/session-store.ts';
import { manualTiming } from '../manual-timing.ts';
import { apiOver, json, problem, tokensOf } from './fake-server.ts';

const stored = (generation: number, expiresAt: number): StoredSession => ({
  accessToken: `access-${generation}`,
  refreshToken: `refresh-${generation}`,
  expiresAt,
});

/** A server that rotates refresh tokens, revokes on reuse, and takes access tokens of the newest generation only. */
const rotating = () => {
  let generation = 1;
  let isRevoked = false;
  return (seen: { url: string; token: string | undefined; body: { refresh_token?: string } | undefined }): Response => {
    if (!seen.url.endsWith('/auth/refresh')) {
      return seen.token === `access-${generation}` ? json({ ok: true }) : problem(401, 'auth/invalid-token');
    }
    if (isRevoked || seen.body?.refresh_token !== `refresh-${generation}`) {
      isRevoked = true;
      return problem(401, 'auth/invalid-token');
    }
    generation += 1;
    return json(tokensOf(generation));
  };
};

describe('the session', () => {
  const timing = manualTiming();
  const fresh = stored(1, timing.now() + 900_000);
  const nearlyOver = stored(1, timing.now() + 10_000);
  const renewals = (seen: readonly { url: string }[]): number =>
    seen.filter(({ url }) => url.endsWith('/auth/refresh')).length;

  it('[CN1] a token near its end is renewed before the call', async () => {
    const { api, seen } = apiOver(timing, rotating(), { store: memorySession(nearlyOver) });
    await api.me();
    assert.deepEqual(
      seen.map(({ url, token }) => [url, token]),
      [
        ['http://server/v1/auth/refresh', undefined],
        ['http://server/v1/players/me', 'access-2'],
      ],
    );
  });

  it('[CN2] a call refused with 401 is made once more with a renewed token', async () => {
    const store = memorySession(stored(0, timing.now() + 900_000));
    const { api, seen } = apiOver(
      timing,
      ({ url, token }) =>
        url.endsWith('/auth/refresh') ? json(tokensOf(5)) : token === 'access-5' ? json({}) : problem(401, 'auth/no'),
      { store },
    );
    await api.me();
    assert.deepEqual(
      seen.map(({ token }) => token),
      ['access-0', undefined, 'access-5'],
    );
    assert.equal(store.read()?.refreshToken, 'refresh-5');
  });

  it('[CN2] a second refusal is the answer', async () => {
    const respond = ({ url }: { url: string }) =>
      url.endsWith('/auth/refresh') ? json(tokensOf(2)) : problem(401, 'auth/no');
    const { api, seen } = apiOver(timing, respond, { store: memorySession(fresh) });
    await assert.rejects(api.me(), ApiProblem);
    assert.equal(seen.length, 3);
  });

  it('[CN3] calls at the same time renew once', async () => {
    const { api, seen } = apiOver(timing, rotating(), { store: memorySession(nearlyOver) });
    await Promise.all([api.me(), api.games(), api.variants()]);
    assert.equal(renewals(seen), 1);
  });

  it('[CN4] tabs that share a store never send a refresh token twice', async () => {
    const locks = new Map<string, Promise<unknown>>();
    const request = (name: string, work: () => Promise<unknown>): Promise<unknown> => {
      const done = (locks.get(name) ?? Promise.resolve()).then(work, work);
      locks.set(name, done);
      return done;
    };
    const store = memorySession(nearlyOver);
    const server = rotating();
    const tab = () =>
      apiOver(timing, server, { store, exclusive: betweenTabs({ request } as Pick<LockManager, 'request'>, timing) });
    const [one, other] = [tab(), tab()];
    await Promise.all([one.api.me(), other.api.me()]);
    assert.equal(renewals([...one.seen, ...other.seen]), 1);
    assert.equal(store.read()?.accessToken, 'access-2');
  });

  it('[CN4] without Web Locks a tab waits a moment and takes what the other has got', async () => {
    const store = memorySession(nearlyOver);
    const server = rotating();
    const early = apiOver(manualTiming(0), server, { store });
    const late = manualTiming(0.9);
    const { api, seen } = apiOver(late, server, { store, exclusive: betweenTabs(undefined, late) });
    const answer = api.me();
    await early.api.me();
    await late.advance(400);
    await answer;
    assert.equal(renewals(seen), 0);
  });

  it('[CN5] a refused refresh ends the session, and says so once', async () => {
    const store = memorySession(nearlyOver);
    const { api, ended } = apiOver(timing, () => problem(401, 'auth/invalid-token'), { store });
    await assert.rejects(Promise.all([api.me(), api.me()]), ApiProblem);
    assert.equal(store.read(), null);
    assert.equal(ended.length, 1);
  });

  it('[CN5] a bot signs in anew instead', async () => {
    const { api, ended } = apiOver(
      timing,
      ({ url, token }) =>
        url.endsWith('/auth/refresh')
          ? problem(401, 'auth/no')
          : token === 'access-9'
            ? json({})
            : problem(401, 'auth/no'),
      { store: memorySession(nearlyOver), signInAgain: async () => ({ ...tokensOf(9), token_type: 'Bearer' }) },
    );
    await api.me();
    assert.equal(ended.length, 0);
  });

  it('[CN6] a refresh that fails in passing keeps the session', async () => {
    for (const answer of [
      () => problem(503, 'server/unavailable'),
      () => problem(429, 'http/too-many'),
      () => Promise.reject(new Error('no net')),
    ]) {
      const store = memorySession(nearlyOver);
      const { api, ended } = apiOver(timing, answer, { store });
      await assert.rejects(api.me(), ApiProblem);
      assert.deepEqual(store.read(), nearlyOver);
      assert.equal(ended.length, 0);
    }
  });

  it('[CN6] what is stored is read back, and rubbish is nobody', () => {
    const kept = new Map<string, string>();
    const storage = {
      getItem: (key: string) => kept.get(key) ?? null,
      setItem: (key: string, value: string) => void kept.set(key, value),
      removeItem: (key: string) => void kept.delete(key),
    };
    const store = storedSession(storage, 'key');
    store.write(fresh);
    assert.deepEqual(storedSession(storage, 'key').read(), fresh);
    kept.set('key', '{"accessToken":1}');
    assert.equal(store.read(), null);
    kept.set('key', '{');
    assert.equal(store.read(), null);
    store.write(null);
    assert.equal(kept.size, 0);
  });

  it('[CN7] logging out ends the session here even when the server is away', async () => {
    const store = memorySession(fresh);
    const { api } = apiOver(timing, () => Promise.reject(new Error('no net')), { store });
    await assert.rejects(api.logout(), ApiProblem);
    assert.equal(api.isSignedIn(), false);
  });
});
