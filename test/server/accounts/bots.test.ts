import assert from 'node:assert/strict';
import { type House, openHouse, tokenIn } from './house.ts';

describe('bots', () => {
  let house: House;
  let anna: Awaited<ReturnType<House['newcomer']>>;
  beforeEach(async () => {
    house = await openHouse({ verification: 'required' });
    anna = await house.newcomer('anna');
  });
  afterEach(() => house.close());

  const create = (username: string, token = anna.access_token) =>
    house.post('/v1/players/me/bots', { username }, token);
  const logIn = (apiKey: string) => house.post('/v1/auth/login', { api_key: apiKey });

  it('[AC21] an account’s bot is marked as one and logs in by its key, which is stored as a fingerprint', async () => {
    const { status, body } = await create('robot');
    assert.deepEqual([status, body.player.bot, body.player.username], [201, true, 'robot']);
    assert.doesNotMatch(JSON.stringify(house.db.all('SELECT * FROM accounts')), new RegExp(body.api_key));
    const caller = await house.identity.authenticate((await logIn(body.api_key)).body.access_token);
    assert.deepEqual([caller?.player, caller?.standing], [body.player.id, 'bot']);
    assert.deepEqual((await house.identity.profiles([body.player.id])).get(body.player.id), {
      name: 'robot',
      bot: true,
      guest: false,
    });
  });

  it('[AC21] a bot plays rated games when its owner may', async () => {
    const { access_token } = (await logIn((await create('robot')).body.api_key)).body;
    assert.equal((await house.identity.authenticate(access_token))?.mayPlayRated, false);
    await house.post('/v1/accounts/verify', { token: tokenIn((await house.mailed('verify'))[0]) });
    assert.equal((await house.identity.authenticate(access_token))?.mayPlayRated, true);
  });

  it('[AC21] an account has at most five, also when they are asked for at once', async () => {
    const answers = await Promise.all(Array.from({ length: 8 }, (_, at) => create(`robot-${at}`)));
    assert.equal(answers.filter(({ status }) => status === 201).length, 5);
    assert.equal(answers.filter(({ code }) => code === 'account/too-many-bots').length, 3);
    const { items } = (await house.get('/v1/players/me/bots', anna.access_token)).body;
    assert.equal(items.length, 5);
    await house.request('delete', `/v1/players/me/bots/${items[0].id}`, {}, anna.access_token);
    assert.equal((await create('one-more')).status, 201);
  });

  it('[AC21] guests and bots have none', async () => {
    const guest = (await house.post('/v1/accounts/guest')).body.access_token;
    const bot = (await logIn((await create('robot')).body.api_key)).body.access_token;
    for (const token of [guest, bot]) assert.equal((await create('other', token)).code, 'account/accounts-only');
  });

  it('[AC22] its owner sees and deletes it, nobody else; its sessions and key end at once', async () => {
    const { player, api_key } = (await create('robot')).body;
    const session = (await logIn(api_key)).body;
    const path = `/v1/players/me/bots/${player.id}`;
    const bert = await house.newcomer('bert');
    for (const method of ['get', 'delete'])
      assert.equal((await house.request(method, path, {}, bert.access_token)).code, 'account/no-such-bot');
    assert.deepEqual((await house.get(path, anna.access_token)).body, player);
    assert.equal((await house.request('delete', path, {}, anna.access_token)).status, 204);
    assert.equal((await house.get('/v1/players/me', session.access_token)).status, 401);
    assert.equal((await logIn(api_key)).status, 401);
    assert.equal((await house.get(path, anna.access_token)).code, 'account/no-such-bot');
    assert.equal((await create('Robot')).status, 201);
  });

  it('[AC23] the house’s bots are made once, play rated, and get a fresh key each time', async () => {
    const first = await house.identity.ensureHouseBot(3);
    assert.deepEqual([first.player.username, first.player.bot], ['house-3', true]);
    const session = (await logIn(first.apiKey)).body;
    assert.equal((await house.identity.authenticate(session.access_token))?.mayPlayRated, true);
    const second = await house.identity.ensureHouseBot(3);
    assert.equal(second.player.id, first.player.id);
    assert.equal((await logIn(first.apiKey)).status, 401);
    assert.equal(await house.identity.authenticate(session.access_token), null);
    assert.equal((await logIn(second.apiKey)).status, 200);
  });

  it('[AC23] they are as many as levels, also when asked for at once', async () => {
    const bots = await Promise.all([1, 2, 1, 5, 1].map((level) => house.identity.ensureHouseBot(level)));
    assert.equal(new Set(bots.map(({ player }) => player.id)).size, 3);
  });
});
