import assert from 'node:assert/strict';
import { createPasswords, TooBusy } from '../../../server/accounts/passwords.ts';
import { type House, minute, openHouse, password } from './house.ts';

describe('login', () => {
  let house: House;
  beforeEach(async () => {
    house = await openHouse();
  });
  afterEach(() => house.close());

  const logIn = (body: object, address?: string) => house.request('post', '/v1/auth/login', body, undefined, address);

  it('[AC10] a wrong password and an unknown account are refused alike', async () => {
    await house.newcomer('anna');
    const refused = [
      { username: 'anna', password: 'wrong password' },
      { username: 'nobody', password },
      { email: 'anna@example.org', password: 'wrong password' },
      { email: 'nobody@example.org', password },
      { username: 'anna', password: '' },
      { api_key: 'x'.repeat(43) },
    ];
    for (const body of refused) {
      const answer = await logIn(body);
      assert.deepEqual([answer.status, answer.code], [401, 'auth/invalid-credentials'], JSON.stringify(body));
    }
  });

  it('[AC10] there is one way to log in at a time, and tokens are not kept by caches', async () => {
    await house.newcomer('anna');
    for (const body of [{}, { username: 'anna' }, { username: 'anna', email: 'anna@example.org', password }])
      assert.equal((await logIn(body)).code, 'request/invalid');
    assert.equal((await logIn({ username: 'anna', password })).headers?.['Cache-Control'], 'no-store');
  });

  it('[AC10] guests and bots have no password to log in with', async () => {
    const anna = await house.newcomer('anna');
    await house.post('/v1/players/me/bots', { username: 'robot' }, anna.access_token);
    for (const attempt of ['', 'null', password])
      assert.equal((await logIn({ username: 'robot', password: attempt })).code, 'auth/invalid-credentials');
  });

  it('[AC11] as many passwords are compared for an account that is not there', async () => {
    await house.newcomer('anna');
    const workFor = async (body: object): Promise<string[]> => {
      house.work.length = 0;
      await logIn(body);
      return [...house.work];
    };
    const wrong = { password: 'wrong password' };
    assert.deepEqual(await workFor({ username: 'anna', ...wrong }), await workFor({ username: 'nobody', ...wrong }));
    assert.deepEqual(
      await workFor({ email: 'anna@example.org', ...wrong }),
      await workFor({ email: 'nobody@example.org', ...wrong }),
    );
  });

  it('[AC12] after ten failures an account is closed for a while, also to the right password', async () => {
    await house.newcomer('anna');
    const attempt = (at: number) => logIn({ username: 'Anna', password: 'wrong password' }, `192.0.2.${at}`);
    await Promise.all(Array.from({ length: 10 }, (_, at) => attempt(at + 10)));
    const closed = await logIn({ username: 'anna', password }, '192.0.2.200');
    assert.deepEqual([closed.status, closed.code], [429, 'auth/too-many-attempts']);
    assert.equal(closed.headers?.['Retry-After'], '600');
    house.clock.now += 10 * minute;
    assert.equal((await logIn({ username: 'anna', password })).status, 200);
  });

  it('[AC12] wrong passwords for a change or a deletion count too', async () => {
    const { access_token } = await house.newcomer('anna');
    const change = { current: 'wrong password', password: 'another password' };
    for (let at = 0; at < 5; at += 1) {
      assert.equal((await house.post('/v1/auth/password/change', change, access_token)).code, 'auth/wrong-password');
      const deletion = await house.request('delete', '/v1/players/me', { password: 'wrong' }, access_token);
      assert.equal(deletion.code, 'auth/wrong-password');
    }
    assert.equal((await logIn({ username: 'anna', password }, '192.0.2.9')).code, 'auth/too-many-attempts');
  });

  it('[AC14] a server too busy to hash says so, and counts no failure', async () => {
    const busy = await openHouse({
      passwords: { hash: () => Promise.reject(new TooBusy()), matches: () => Promise.reject(new TooBusy()) },
    });
    for (let at = 0; at < 12; at += 1) {
      const answer = await busy.post('/v1/auth/login', { username: 'anna', password });
      assert.deepEqual([answer.status, answer.code], [503, 'auth/busy']);
    }
    const registration = { username: 'anna', email: 'anna@example.org', password };
    assert.equal((await busy.post('/v1/accounts', registration)).code, 'auth/busy');
    await busy.close();
  });
});

describe('passwords', () => {
  it('[AC13] are hashed with argon2id, 19 MiB, two passes, one lane, and a salt of their own', async () => {
    const passwords = await createPasswords();
    const hashes = await Promise.all([passwords.hash(password), passwords.hash(password)]);
    for (const hash of hashes) assert.match(hash, /^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    assert.notEqual(hashes[0], hashes[1]);
    assert.equal(await passwords.matches(password, hashes[0]!), true);
    assert.equal(await passwords.matches(`${password} `, hashes[0]!), false);
    assert.equal(await passwords.matches('the password of nobody', null), false);
  });

  it('[AC13] are compared in normal form NFKC', async () => {
    const passwords = await createPasswords();
    const hash = await passwords.hash('caf\u00e9 \ufb01');
    assert.equal(await passwords.matches('cafe\u0301 fi', hash), true);
  });

  it('[AC14] are hashed a few at a time; beyond a bound none waits', async () => {
    const passwords = await createPasswords({ width: 1, most: 2 });
    const work = Array.from({ length: 5 }, () => passwords.hash(password));
    const outcomes = await Promise.allSettled(work);
    assert.deepEqual(
      outcomes.map(({ status }) => status),
      ['fulfilled', 'fulfilled', 'fulfilled', 'rejected', 'rejected'],
    );
    assert.ok(outcomes.every((one) => one.status === 'fulfilled' || one.reason instanceof TooBusy));
    assert.match(await passwords.hash(password), /argon2id/);
  });
});
