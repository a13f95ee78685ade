import assert from 'node:assert/strict';
import { day, type House, openHouse, password } from './house.ts';

describe('the sweep', () => {
  let house: House;
  beforeEach(async () => {
    house = await openHouse();
  });
  afterEach(() => house.close());

  const rows = (table: string) => house.db.all(`SELECT * FROM ${table}`).length;
  const sweep = () => house.identity.sweepExpired(house.clock.now);

  it('[AC26] removes expired sessions, links and marks of used intratokens, and nothing before', async () => {
    const anna = await house.newcomer('anna');
    const caller = (await house.identity.authenticate(anna.access_token))!;
    const game = 'g1' as never;
    const { token } = await house.identity.issueIntratoken({ game, caller, role: 'spectator', seat: null });
    assert.equal((await house.identity.verifyIntratoken(token, game)).ok, true);
    await sweep();
    assert.deepEqual([rows('sessions'), rows('one_time_tokens'), rows('used_tokens')], [1, 1, 1]);
    house.clock.now += day;
    await sweep();
    assert.deepEqual([rows('sessions'), rows('one_time_tokens'), rows('used_tokens')], [1, 0, 0]);
    house.clock.now += 30 * day;
    await sweep();
    assert.deepEqual([rows('sessions'), rows('accounts')], [0, 1]);
    assert.equal((await house.post('/v1/auth/login', { username: 'anna', password })).status, 200);
  });

  it('[AC26] removes guests whom nobody can be any more', async () => {
    const gone = (await house.post('/v1/accounts/guest')).body;
    const back = (await house.post('/v1/accounts/guest')).body;
    house.clock.now += 29 * day;
    const { refresh_token } = back;
    assert.equal((await house.post('/v1/auth/refresh', { refresh_token })).status, 200);
    house.clock.now += 2 * day;
    await sweep();
    assert.equal((await house.get(`/v1/players/${gone.player.id}`)).status, 404);
    assert.equal((await house.get(`/v1/players/${back.player.id}`)).status, 200);
  });

  it('[AC26] rotates the signing keys when it is time', async () => {
    house.clock.now += 31 * day;
    await sweep();
    assert.equal((await house.get('/.well-known/jwks.json')).body.keys.length, 2);
  });
});
