import assert from 'node:assert/strict';
import type { Tokens } from '../../../shared/protocol/accounts.ts';
import { day, type House, openHouse, password } from '../accounts/house.ts';

describe('sessions', () => {
  let house: House;
  let first: Tokens & { readonly id: string };
  beforeEach(async () => {
    house = await openHouse();
    first = await house.newcomer('anna');
  });
  afterEach(() => house.close());

  const refresh = (refresh_token: string) => house.post('/v1/auth/refresh', { refresh_token });
  const isAlive = async (token: string, at = house) => (await at.identity.authenticate(token)) !== null;

  it('[TK3] a session that ended takes its access token with it, also over a restart', async () => {
    const other = (await house.post('/v1/auth/login', { username: 'anna', password })).body;
    await house.post('/v1/auth/logout', { refresh_token: first.refresh_token });
    assert.deepEqual([await isAlive(first.access_token), await isAlive(other.access_token)], [false, true]);
    house = await house.restarted();
    assert.deepEqual([await isAlive(first.access_token), await isAlive(other.access_token)], [false, true]);
    assert.equal((await refresh(first.refresh_token)).status, 401);
    assert.equal((await refresh(other.refresh_token)).status, 200);
  });

  it('[TK4] a refresh token is spent by its use, and each use begins 30 days anew', async () => {
    let token = first.refresh_token;
    for (let use = 0; use < 3; use += 1) {
      house.clock.now += 29 * day;
      const { status, body } = await refresh(token);
      assert.equal(status, 200);
      assert.notEqual(body.refresh_token, token);
      assert.equal(await isAlive(body.access_token), true);
      token = body.refresh_token;
    }
    house.clock.now += 30 * day;
    assert.equal((await refresh(token)).code, 'auth/invalid-refresh-token');
  });

  it('[TK5] a token that comes back later than 30 s after its use ends the session, and is reported', async () => {
    const second = (await refresh(first.refresh_token)).body;
    house.clock.now += 30_001;
    assert.equal((await refresh(first.refresh_token)).code, 'auth/invalid-refresh-token');
    assert.deepEqual(house.reused, [first.id]);
    assert.equal(await isAlive(second.access_token), false);
    assert.equal((await refresh(second.refresh_token)).status, 401);
  });

  it('[TK5] so does one that is two uses old, however soon', async () => {
    const second = (await refresh(first.refresh_token)).body;
    const third = (await refresh(second.refresh_token)).body;
    assert.equal((await refresh(first.refresh_token)).status, 401);
    assert.equal((await refresh(third.refresh_token)).status, 401);
    assert.deepEqual(house.reused, [first.id]);
  });

  it('[TK5] other sessions of the player go on', async () => {
    const other = (await house.post('/v1/auth/login', { username: 'anna', password })).body;
    await refresh(first.refresh_token);
    house.clock.now += 60_000;
    await refresh(first.refresh_token);
    assert.equal(await isAlive(other.access_token), true);
  });

  it('[TK6] a retry within 30 s, for want of the first answer, gets the same refresh token', async () => {
    const answer = (await refresh(first.refresh_token)).body;
    house.clock.now += 30_000;
    const retried = (await refresh(first.refresh_token)).body;
    assert.equal(retried.refresh_token, answer.refresh_token);
    assert.equal(await isAlive(retried.access_token), true);
    assert.equal((await refresh(retried.refresh_token)).status, 200);
    assert.deepEqual(house.reused, []);
  });

  it('[TK6] tabs that refresh at once all get the same refresh token', async () => {
    const answers = await Promise.all(Array.from({ length: 10 }, () => refresh(first.refresh_token)));
    assert.deepEqual([...new Set(answers.map(({ status }) => status))], [200]);
    assert.equal(new Set(answers.map(({ body }) => body.refresh_token)).size, 1);
  });

  it('[TK7] a token that was never issued opens nothing and ends nothing', async () => {
    const [session, family, , seal] = first.refresh_token.split('.');
    const other = (await house.post('/v1/auth/login', { username: 'anna', password })).body.refresh_token.split('.');
    const forged = [
      `${session}.${family}.1.${seal}`,
      `${session}.${family}.0.${'x'.repeat(43)}`,
      `${session}.${'x'.repeat(43)}.0.${seal}`,
      `${session}.${other[1]}.0.${other[3]}`,
      `${other[0]}.${family}.0.${seal}`,
      `${session}.${family}.-1.${seal}`,
      session!,
      '...',
      'x'.repeat(200),
    ];
    for (const token of forged) {
      assert.equal((await refresh(token)).code, 'auth/invalid-refresh-token', token);
      assert.equal((await house.post('/v1/auth/logout', { refresh_token: token })).status, 204);
    }
    assert.equal(await isAlive(first.access_token), true);
    assert.equal((await refresh(first.refresh_token)).status, 200);
  });

  it('[TK8] the store holds nothing that a refresh token could be made of', async () => {
    const [, family, , seal] = first.refresh_token.split('.');
    const stored = JSON.stringify(house.db.all('SELECT * FROM sessions'));
    for (const secret of [first.refresh_token, family!, seal!]) assert.equal(stored.includes(secret), false);
  });

  it('[TK15] a player has at most 50; a new one ends the one unused for longest', async () => {
    for (let at = 0; at < 50; at += 1) {
      house.clock.now += 1000;
      await house.post('/v1/auth/login', { username: 'anna', password });
    }
    assert.equal(house.db.all('SELECT 1 FROM sessions').length, 50);
    assert.equal(await isAlive(first.access_token), false);
  });

  it('[TK16] logging out works by any refresh token of the session, and any number of times', async () => {
    const second = (await refresh(first.refresh_token)).body;
    const logout = () => house.post('/v1/auth/logout', { refresh_token: first.refresh_token });
    assert.equal((await logout()).status, 204);
    assert.equal(await isAlive(second.access_token), false);
    assert.equal((await logout()).status, 204);
  });

  it('[TK14] tokens outlive a restart', async () => {
    house = await house.restarted();
    assert.equal(await isAlive(first.access_token), true);
    assert.equal((await refresh(first.refresh_token)).status, 200);
  });
});
