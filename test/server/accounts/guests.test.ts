import assert from 'node:assert/strict';
import { type House, openHouse, password, tokenIn } from './house.ts';

const account = { username: 'anna', email: 'anna@example.org', password };

describe('guests', () => {
  let house: House;
  beforeEach(async () => {
    house = await openHouse();
  });
  afterEach(() => house.close());

  it('[AC8] a guest is logged in at once, has a name, and plays no rated games', async () => {
    const { status, body } = await house.post('/v1/accounts/guest');
    assert.equal(status, 201);
    assert.match(body.player.displayName, /^Guest \d{4}$/);
    assert.deepEqual([body.player.guest, body.player.username], [true, null]);
    const caller = await house.identity.authenticate(body.access_token);
    assert.deepEqual([caller?.standing, caller?.verified, caller?.mayPlayRated], ['guest', false, false]);
    assert.equal((await house.post('/v1/auth/refresh', { refresh_token: body.refresh_token })).status, 200);
  });

  it('[AC9] a guest becomes an account: the id and the session stay', async () => {
    const guest = (await house.post('/v1/accounts/guest')).body;
    const { status, body } = await house.post('/v1/accounts/upgrade', account, guest.access_token);
    assert.deepEqual([status, body.player.id, body.player.guest], [200, guest.player.id, false]);
    const caller = await house.identity.authenticate(guest.access_token);
    assert.deepEqual([caller?.player, caller?.standing, caller?.mayPlayRated], [guest.player.id, 'account', true]);
    const login = await house.post('/v1/auth/login', { username: 'Anna', password });
    assert.equal((await house.get('/v1/players/me', login.body.access_token)).body.id, guest.player.id);
    assert.equal(
      (await house.post('/v1/accounts/verify', { token: tokenIn((await house.mailed('verify'))[0]) })).status,
      204,
    );
  });

  it('[AC9] only a guest does, once, under a name that is free', async () => {
    const anna = await house.newcomer('anna');
    const again = await house.post('/v1/accounts/upgrade', { ...account, username: 'anna2' }, anna.access_token);
    assert.deepEqual([again.status, again.code], [409, 'account/not-a-guest']);
    const guest = (await house.post('/v1/accounts/guest')).body;
    const taken = await house.post('/v1/accounts/upgrade', { ...account, username: 'ANNA' }, guest.access_token);
    assert.deepEqual([taken.status, taken.code], [409, 'account/username-taken']);
    const both = ['one', 'two'].map((username) =>
      house.post('/v1/accounts/upgrade', { ...account, username }, guest.access_token),
    );
    assert.deepEqual((await Promise.all(both)).map(({ status }) => status).sort(), [200, 409]);
  });

  it('[AC9] the new name is shown from then on', async () => {
    const guest = (await house.post('/v1/accounts/guest')).body;
    assert.equal((await house.identity.profiles([guest.player.id])).get(guest.player.id)?.guest, true);
    await house.post('/v1/accounts/upgrade', account, guest.access_token);
    const profiles = await house.identity.profiles([guest.player.id]);
    assert.deepEqual(profiles.get(guest.player.id), { name: 'anna', bot: false, guest: false });
  });

  it('[AC28] an upgrade counts as a registration, a new guest as a guest', () => {
    const limitOf = (path: string) => house.identity.routes.find((route) => route.path === path)?.limit;
    const paths = ['/v1/accounts', '/v1/accounts/upgrade', '/v1/accounts/guest'];
    assert.deepEqual(paths.map(limitOf), ['registration', 'registration', 'guest']);
  });
});
