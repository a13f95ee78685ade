import assert from 'node:assert/strict';
import { day, type House, hour, minute, openHouse, password, tokenIn } from './house.ts';

describe('registration', () => {
  let house: House;
  beforeEach(async () => {
    house = await openHouse({ verification: 'required' });
  });
  afterEach(() => house.close());

  const register = (username: string, email: string) => house.post('/v1/accounts', { username, email, password });
  const verified = async (username: string, email: string) => {
    const newcomer = await house.newcomer(username, email);
    await house.post('/v1/accounts/verify', { token: tokenIn((await house.mailed('verify')).at(-1)) });
    return newcomer;
  };

  it('[AC1] makes an account with the name as given, unverified, that logs in by name or by e-mail', async () => {
    const { status, body } = await register('Anna', 'Anna@Example.org');
    assert.equal(status, 201);
    const { id, ...player } = body.player;
    const createdAt = '2026-01-01T00:00:00.000Z';
    assert.deepEqual(player, { username: 'Anna', displayName: 'Anna', guest: false, bot: false, createdAt });
    const byName = await house.post('/v1/auth/login', { username: 'aNNA', password });
    const byEmail = await house.post('/v1/auth/login', { email: 'anna@example.ORG', password });
    for (const login of [byName, byEmail]) {
      const own = await house.get('/v1/players/me', login.body.access_token);
      assert.deepEqual(own.body, { id, ...player, email: 'Anna@Example.org', verified: false, mayPlayRated: false });
    }
  });

  it('[AC1] takes a displayed name, which need not be unique', async () => {
    const asked = { username: 'anna', email: 'a@example.org', password, displayName: 'The One' };
    assert.equal((await house.post('/v1/accounts', asked)).body.player.displayName, 'The One');
    const other = await house.post('/v1/accounts', { ...asked, username: 'bert', email: 'b@example.org' });
    assert.equal(other.status, 201);
  });

  it('[AC2] a user name is taken whatever its case, by accounts, bots and the house', async () => {
    const anna = await house.newcomer('anna');
    await house.post('/v1/players/me/bots', { username: 'Robot' }, anna.access_token);
    for (const username of ['ANNA', 'robot', 'house-3', 'House-x', 'Admin']) {
      const answer = await register(username, 'other@example.org');
      assert.deepEqual([answer.status, answer.code], [409, 'account/username-taken'], username);
    }
  });

  it('[AC2] of many registrations of one name at once, one succeeds', async () => {
    const answers = await Promise.all(Array.from({ length: 20 }, (_, at) => register('anna', `${at}@example.org`)));
    assert.equal(answers.filter(({ status }) => status === 201).length, 1);
    assert.equal(answers.filter(({ code }) => code === 'account/username-taken').length, 19);
  });

  /** Everything that somebody who registers with this address can find out afterwards, without its mails. */
  const seenBy = async (username: string, email: string) => {
    house.work.length = 0;
    const registered = await register(username, email);
    const work = [...house.work];
    const { id } = registered.body.player;
    const byName = await house.post('/v1/auth/login', { username, password });
    const byEmail = await house.post('/v1/auth/login', { email, password });
    const own = await house.get('/v1/players/me', byName.body.access_token);
    const again = await register(username, 'third@example.org');
    const resend = await house.post('/v1/accounts/verify/resend', { email });
    const forgot = await house.post('/v1/auth/password/forgot', { email });
    const shown = await house.get(`/v1/players/${id}`);
    const statuses = [registered, byName, byEmail, own, again, resend, forgot, shown].map(({ status }) => status);
    const blank = (text: string) => text.replaceAll(id, 'ID').replaceAll(username, 'NAME').replaceAll(email, 'EMAIL');
    return { statuses, work, all: blank(JSON.stringify([registered.body, own.body, shown.body])) };
  };

  it('[AC3] is answered alike, now and by all that follows, whether or not the e-mail is known', async () => {
    await verified('anna', 'anna@example.org');
    const known = await seenBy('mallory', 'anna@example.org');
    const unknown = await seenBy('trudy', 'nobody@example.org');
    assert.deepEqual(known, unknown);
  });

  it('[AC4] an address belongs to who verified it: others get no link to it, its owner hears of the attempt', async () => {
    await verified('anna', 'anna@example.org');
    await register('mallory', 'ANNA@example.org');
    await house.post('/v1/accounts/verify/resend', { email: 'anna@example.org' });
    assert.equal((await house.mailed('verify')).length, 1);
    const attempts = await house.mailed('attempt');
    assert.deepEqual(
      attempts.map(({ to }) => to),
      ['anna@example.org'],
    );
    assert.match(attempts[0]!.text, /your account anna/);
  });

  it('[AC4] the owner hears of attempts once an hour at most', async () => {
    await verified('anna', 'anna@example.org');
    await register('mallory', 'anna@example.org');
    await register('mallory2', 'anna@example.org');
    assert.equal((await house.mailed('attempt')).length, 1);
    house.clock.now += hour;
    await register('mallory3', 'anna@example.org');
    assert.equal((await house.mailed('attempt')).length, 2);
  });

  it('[AC4] of two that claim an address the first to verify has it, and its password opens it', async () => {
    await register('squatter', 'anna@example.org');
    await house.post('/v1/accounts', { username: 'anna', email: 'anna@example.org', password: 'annas own password' });
    const [first, second] = await house.mailed('verify');
    assert.equal((await house.post('/v1/accounts/verify', { token: tokenIn(second) })).status, 204);
    const late = await house.post('/v1/accounts/verify', { token: tokenIn(first) });
    assert.deepEqual([late.status, late.code], [422, 'account/invalid-token']);
    const login = await house.post('/v1/auth/login', { email: 'anna@example.org', password: 'annas own password' });
    const { body } = await house.get('/v1/players/me', login.body.access_token);
    assert.deepEqual([body.username, body.verified], ['anna', true]);
  });

  it('[AC5] a verification link works once, for 24 hours', async () => {
    await register('anna', 'anna@example.org');
    const token = tokenIn((await house.mailed('verify'))[0]);
    const verify = () => house.post('/v1/accounts/verify', { token });
    house.clock.now += day - 1;
    assert.equal((await verify()).status, 204);
    assert.equal((await verify()).code, 'account/invalid-token');
    await register('bert', 'bert@example.org');
    const late = tokenIn((await house.mailed('verify'))[1]);
    house.clock.now += day;
    assert.equal((await house.post('/v1/accounts/verify', { token: late })).code, 'account/invalid-token');
  });

  it('[AC5] a token of another kind, or of nobody, verifies nothing', async () => {
    await register('anna', 'anna@example.org');
    await house.post('/v1/auth/password/forgot', { email: 'anna@example.org' });
    const reset = tokenIn((await house.mailed('reset'))[0]);
    for (const token of [reset, 'x'.repeat(43), 'short'])
      assert.equal((await house.post('/v1/accounts/verify', { token })).code, 'account/invalid-token');
  });

  it('[AC6] a new link is mailed once in 60 seconds at most, and whoever asks always hears the same', async () => {
    await register('anna', 'anna@example.org');
    const ask = (email: string) => house.post('/v1/accounts/verify/resend', { email });
    const answers = [await ask('anna@example.org'), await ask('nobody@example.org')];
    assert.equal((await house.mailed('verify')).length, 1);
    house.clock.now += minute;
    answers.push(await ask('Anna@Example.org'), await ask('anna@example.org'));
    assert.equal((await house.mailed('verify')).length, 2);
    assert.deepEqual(new Set(answers.map(({ status }) => status)), new Set([204]));
    assert.equal((await house.post('/v1/accounts/verify', { token: tokenIn(house.mails[1]) })).status, 204);
    house.clock.now += minute;
    await ask('anna@example.org');
    assert.equal((await house.mailed('verify')).length, 2);
  });

  it('[AC6] whoever is logged in gets the link for their own account, though others claim the address since', async () => {
    const anna = await house.newcomer('anna');
    await register('mallory', 'anna@example.org');
    await house.mailed('verify');
    house.clock.now += minute;
    await house.post('/v1/accounts/verify/resend', { email: 'anna@example.org' }, anna.access_token);
    const mail = (await house.mailed('verify')).at(-1);
    assert.match(mail!.text, /account anna:/);
    assert.equal((await house.post('/v1/accounts/verify', { token: tokenIn(mail) })).status, 204);
    assert.equal((await house.get('/v1/players/me', anna.access_token)).body.verified, true);
  });

  it('[AC7] rated games need a verified e-mail where it is required, and tokens say whether it is', async () => {
    const { access_token } = await house.newcomer('anna');
    const before = await house.identity.authenticate(access_token);
    assert.deepEqual([before?.standing, before?.verified, before?.mayPlayRated], ['account', false, false]);
    await house.post('/v1/accounts/verify', { token: tokenIn((await house.mailed('verify'))[0]) });
    const after = await house.identity.authenticate(access_token);
    assert.deepEqual([after?.verified, after?.mayPlayRated], [true, true]);
    const claimed = (token: string) => JSON.parse(Buffer.from(token.split('.')[1]!, 'base64url').toString());
    assert.equal(claimed(access_token).email_verified, false);
    const again = await house.post('/v1/auth/login', { username: 'anna', password });
    assert.equal(claimed(again.body.access_token).email_verified, true);
  });

  it('[AC7] where it is optional an unverified account plays rated games too', async () => {
    const open = await openHouse({ verification: 'optional' });
    const caller = await open.identity.authenticate((await open.newcomer('anna')).access_token);
    assert.deepEqual([caller?.verified, caller?.mayPlayRated], [false, true]);
    await open.close();
  });
});
