import assert from 'node:assert/strict';
import { type House, hour, minute, openHouse, password, tokenIn } from './house.ts';

const fresh = 'a fresh new password';

describe('a new password', () => {
  let house: House;
  beforeEach(async () => {
    house = await openHouse({ verification: 'required' });
  });
  afterEach(() => house.close());

  const logIn = (attempt: string) => house.post('/v1/auth/login', { username: 'anna', password: attempt });
  const forgot = (email: string) => house.post('/v1/auth/password/forgot', { email });
  const reset = (token: string, to = fresh) => house.post('/v1/auth/password/reset', { token, password: to });
  const resetToken = async () => tokenIn((await house.mailed('reset')).at(-1));
  const isAlive = async (token: string) => (await house.get('/v1/players/me', token)).status === 200;

  it('[AC15] a reset sets the password, ends every session, and proves the address', async () => {
    const first = await house.newcomer('anna');
    const second = (await logIn(password)).body;
    assert.equal((await forgot('Anna@example.org')).status, 204);
    assert.equal((await reset(await resetToken())).status, 204);
    assert.deepEqual([await isAlive(first.access_token), await isAlive(second.access_token)], [false, false]);
    assert.equal((await house.post('/v1/auth/refresh', { refresh_token: first.refresh_token })).status, 401);
    assert.equal((await logIn(password)).code, 'auth/invalid-credentials');
    const own = await house.get('/v1/players/me', (await logIn(fresh)).body.access_token);
    assert.equal(own.body.verified, true);
    assert.equal((await house.mailed('changed')).length, 1);
  });

  it('[AC15] its link works once, for an hour, and ends all others', async () => {
    await house.newcomer('anna');
    await forgot('anna@example.org');
    const older = await resetToken();
    house.clock.now += minute;
    await forgot('anna@example.org');
    const newer = await resetToken();
    assert.equal((await reset(newer)).status, 204);
    for (const token of [newer, older, 'x'.repeat(43)]) {
      const answer = await reset(token, 'the password of a thief');
      assert.deepEqual([answer.status, answer.code], [422, 'account/invalid-token']);
    }
    house.clock.now += minute;
    await forgot('anna@example.org');
    const late = await resetToken();
    house.clock.now += hour;
    assert.equal((await reset(late)).code, 'account/invalid-token');
  });

  it('[AC15] two resets by one link at once: one succeeds', async () => {
    await house.newcomer('anna');
    await forgot('anna@example.org');
    const token = await resetToken();
    const answers = await Promise.all([reset(token, 'one new password'), reset(token, 'two new password')]);
    assert.deepEqual(answers.map(({ status }) => status).sort(), [204, 422]);
  });

  it('[AC15] asking hears the same whoever is asked for, and mails once a minute at most', async () => {
    await house.newcomer('anna');
    const answers = [
      await forgot('anna@example.org'),
      await forgot('nobody@example.org'),
      await forgot('anna@example.org'),
    ];
    assert.deepEqual(answers, Array(3).fill({ status: 204, body: null }));
    assert.deepEqual(
      (await house.mailed('reset')).map(({ to }) => to),
      ['anna@example.org'],
    );
  });

  it('[AC15] the link goes to who has the address verified, however many claim it', async () => {
    await house.newcomer('anna');
    await house.post('/v1/accounts/verify', { token: tokenIn((await house.mailed('verify'))[0]) });
    await house.newcomer('mallory', 'anna@example.org');
    await forgot('anna@example.org');
    const [mail] = await house.mailed('reset');
    assert.match(mail!.text, /account anna\./);
    await reset(tokenIn(mail));
    assert.equal((await logIn(fresh)).status, 200);
  });

  it('[AC16] a change wants the old one, and ends every session but this', async () => {
    const mine = await house.newcomer('anna');
    const other = (await logIn(password)).body;
    const change = (current: string) =>
      house.post('/v1/auth/password/change', { current, password: fresh }, mine.access_token);
    const wrong = await change('not the password');
    assert.deepEqual([wrong.status, wrong.code], [403, 'auth/wrong-password']);
    assert.equal(await isAlive(other.access_token), true);
    assert.equal((await change(password)).status, 204);
    assert.deepEqual([await isAlive(mine.access_token), await isAlive(other.access_token)], [true, false]);
    assert.equal((await house.post('/v1/auth/refresh', { refresh_token: mine.refresh_token })).status, 200);
    assert.equal((await logIn(fresh)).status, 200);
  });

  it('[AC16] a change ends reset links too; guests have nothing to change', async () => {
    const { access_token } = await house.newcomer('anna');
    await forgot('anna@example.org');
    await house.post('/v1/auth/password/change', { current: password, password: fresh }, access_token);
    assert.equal((await reset(await resetToken())).code, 'account/invalid-token');
    const guest = (await house.post('/v1/accounts/guest')).body;
    const change = { current: '', password: fresh };
    const answer = await house.post('/v1/auth/password/change', change, guest.access_token);
    assert.deepEqual([answer.status, answer.code], [403, 'account/accounts-only']);
  });

  it('[AC17] a login that was checked against the old password begins no session after the reset', async () => {
    let overtaken: Promise<unknown> | undefined;
    const slow = await openHouse({
      passwords: {
        hash: async (text) => text,
        matches: async (text, hash) => {
          await overtaken;
          return text === hash;
        },
      },
    });
    await slow.newcomer('anna');
    await slow.post('/v1/auth/password/forgot', { email: 'anna@example.org' });
    const token = tokenIn((await slow.mailed('reset'))[0]);
    overtaken = slow.post('/v1/auth/password/reset', { token, password: fresh });
    const late = await slow.post('/v1/auth/login', { username: 'anna', password });
    assert.deepEqual([late.status, late.code], [401, 'auth/invalid-credentials']);
    await slow.close();
  });

  it('[AC31] a change that was checked against the old password does not undo a reset', async () => {
    let overtaking: (() => Promise<unknown>) | undefined;
    const slow = await openHouse({
      passwords: {
        hash: async (text) => {
          if (text === 'the change') await overtaking?.();
          return text;
        },
        matches: async (text, hash) => text === hash,
      },
    });
    const mine = await slow.newcomer('anna');
    await slow.post('/v1/auth/password/forgot', { email: 'anna@example.org' });
    const token = tokenIn((await slow.mailed('reset'))[0]);
    overtaking = () => slow.post('/v1/auth/password/reset', { token, password: fresh });
    const change = { current: password, password: 'the change' };
    const late = await slow.post('/v1/auth/password/change', change, mine.access_token);
    assert.deepEqual([late.status, late.code], [403, 'auth/wrong-password']);
    assert.equal((await slow.post('/v1/auth/login', { username: 'anna', password: fresh })).status, 200);
    await slow.close();
  });

  it('[AC30] whoever tries reset links is stopped before anything is hashed', async () => {
    for (let at = 0; at < 10; at += 1) assert.equal((await reset(`${at}`)).code, 'account/invalid-token');
    house.work.length = 0;
    assert.deepEqual([(await reset('more')).code, house.work], ['auth/too-many-attempts', []]);
  });
});
