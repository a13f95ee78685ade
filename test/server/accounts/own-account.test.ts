import assert from 'node:assert/strict';
import { type House, openHouse, password, tokenIn } from './house.ts';

describe('one’s own account', () => {
  let house: House;
  beforeEach(async () => {
    house = await openHouse();
  });
  afterEach(() => house.close());

  const me = (method: string, body: unknown, token: string) => house.request(method, '/v1/players/me', body, token);

  it('[AC18] the displayed name can be changed, and is shown everywhere at once', async () => {
    const { id, access_token } = await house.newcomer('anna');
    const nameShown = async () => (await house.identity.profiles([id as never])).get(id as never)?.name;
    assert.equal(await nameShown(), 'anna');
    const { status, body } = await me('patch', { displayName: ' Anna B. ' }, access_token);
    assert.deepEqual([status, body.displayName, body.username], [200, 'Anna B.', 'anna']);
    assert.equal(await nameShown(), 'Anna B.');
    assert.equal((await house.get(`/v1/players/${id}`)).body.displayName, 'Anna B.');
  });

  it('[AC18] nothing else can be changed, and no change is one', async () => {
    const { access_token } = await house.newcomer('anna');
    assert.equal((await me('patch', { verified: true }, access_token)).code, 'request/invalid');
    assert.equal((await me('patch', { displayName: 'evil\u202e' }, access_token)).code, 'request/invalid');
    assert.equal((await me('patch', {}, access_token)).body.displayName, 'anna');
  });

  it('[AC19] sessions are listed, and one’s own can be ended at once', async () => {
    const first = await house.newcomer('anna');
    house.clock.now += 1000;
    const second = (await house.post('/v1/auth/login', { username: 'anna', password })).body;
    const { items } = (await house.get('/v1/players/me/sessions', first.access_token)).body;
    assert.deepEqual(
      items.map(({ current, userAgent, address }: Record<string, unknown>) => [current, userAgent, address]),
      [
        [false, 'test', '192.0.2.1'],
        [true, 'test', '192.0.2.1'],
      ],
    );
    const end = (token: string) => house.request('delete', `/v1/players/me/sessions/${items[0].id}`, {}, token);
    const bert = await house.newcomer('bert');
    const foreign = await end(bert.access_token);
    assert.deepEqual([foreign.status, foreign.code], [404, 'auth/no-such-session']);
    assert.equal((await end(first.access_token)).status, 204);
    assert.equal((await house.get('/v1/players/me', second.access_token)).status, 401);
    assert.equal((await end(first.access_token)).code, 'auth/no-such-session');
  });

  it('[AC20] deleting wants the password, and leaves an id without a name', async () => {
    const { id, access_token } = await house.newcomer('anna');
    assert.equal((await me('delete', {}, access_token)).code, 'auth/wrong-password');
    assert.equal((await me('delete', { password }, access_token)).status, 204);
    const { body } = await house.get(`/v1/players/${id}`);
    assert.deepEqual([body.id, body.username, body.displayName], [id, null, 'Deleted player']);
    assert.equal((await house.identity.profiles([id as never])).get(id as never)?.name, 'Deleted player');
    assert.equal((await me('get', {}, access_token)).status, 401);
    assert.equal((await house.post('/v1/auth/login', { username: 'anna', password })).status, 401);
    const left = JSON.stringify(house.db.all('SELECT * FROM accounts, (SELECT COUNT(*) FROM sessions)'));
    assert.doesNotMatch(left, /anna|example|hashed/);
  });

  it('[AC20] the name and the address are free again', async () => {
    const first = await house.newcomer('anna');
    await house.post('/v1/accounts/verify', { token: tokenIn((await house.mailed('verify'))[0]) });
    await me('delete', { password }, first.access_token);
    const second = await house.newcomer('Anna', 'ANNA@example.org');
    assert.notEqual(second.id, first.id);
    const link = tokenIn((await house.mailed('verify'))[1]);
    assert.equal((await house.post('/v1/accounts/verify', { token: link })).status, 204);
  });

  it('[AC20] an account’s bots go with it; links from mails open nothing any more', async () => {
    const { access_token } = await house.newcomer('anna');
    const bot = (await house.post('/v1/players/me/bots', { username: 'robot' }, access_token)).body;
    const { body: session } = await house.post('/v1/auth/login', { api_key: bot.api_key });
    await house.post('/v1/auth/password/forgot', { email: 'anna@example.org' });
    const token = tokenIn((await house.mailed('reset'))[0]);
    await me('delete', { password }, access_token);
    assert.equal((await house.get('/v1/players/me', session.access_token)).status, 401);
    assert.equal((await house.post('/v1/auth/login', { api_key: bot.api_key })).status, 401);
    assert.equal((await house.get(`/v1/players/${bot.player.id}`)).body.displayName, 'Deleted player');
    assert.equal((await house.post('/v1/auth/password/reset', { token, password })).code, 'account/invalid-token');
    assert.equal(
      (await house.post('/v1/players/me/bots', { username: 'robot' }, (await house.newcomer('bert')).access_token))
        .status,
      201,
    );
  });

  it('[AC20] a guest deletes itself without a password', async () => {
    const { player, access_token } = (await house.post('/v1/accounts/guest')).body;
    assert.equal((await me('delete', {}, access_token)).status, 204);
    assert.equal((await house.get(`/v1/players/${player.id}`)).body.displayName, 'Deleted player');
  });

  it('[AC24] others see no e-mail, and who is not there is not found', async () => {
    const { id } = await house.newcomer('anna');
    const { body } = await house.get(`/v1/players/${id}`);
    assert.deepEqual(Object.keys(body).sort(), ['bot', 'createdAt', 'displayName', 'guest', 'id', 'username']);
    const missing = await house.get('/v1/players/nobody');
    assert.deepEqual([missing.status, missing.code], [404, 'account/not-found']);
  });

  it('[AC29] sessions and bots come in pages that join', async () => {
    const { access_token } = await house.newcomer('berta');
    for (const username of ['bot-1', 'bot-2']) {
      await house.post('/v1/auth/login', { username: 'berta', password });
      await house.post('/v1/players/me/bots', { username }, access_token);
    }
    for (const [path, count] of [['sessions', 3] as const, ['bots', 2] as const]) {
      const all = (await house.get(`/v1/players/me/${path}`, access_token)).body;
      assert.deepEqual([all.items.length, all.next], [count, null]);
      const first = (await house.get(`/v1/players/me/${path}?limit=1`, access_token)).body;
      const rest = (await house.get(`/v1/players/me/${path}?cursor=${first.next}`, access_token)).body;
      assert.deepEqual([[...first.items, ...rest.items], rest.next], [all.items, null]);
    }
  });
});
