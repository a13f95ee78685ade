import assert from 'node:assert/strict';
import type { Caller } from '../../../server/http/caller.ts';
import { gameId } from '../../../shared/kernel/ids.ts';
import { type House, openHouse } from '../accounts/house.ts';

const game = gameId('g1');
const invalid = { ok: false, refusal: 'room/invalid-token' };

describe('intratokens', () => {
  let house: House;
  let caller: Caller;
  let accessToken: string;
  let refreshToken: string;
  beforeEach(async () => {
    house = await openHouse();
    const anna = await house.newcomer('anna');
    [accessToken, refreshToken] = [anna.access_token, anna.refresh_token];
    caller = (await house.identity.authenticate(accessToken))!;
  });
  afterEach(() => house.close());

  const issue = async (role: 'player' | 'spectator' = 'player', seat: string | null = 'x0') =>
    (await house.identity.issueIntratoken({ game, caller, role, seat })).token;
  const verify = (token: string, to = game) => house.identity.verifyIntratoken(token, to);

  it('[TK12] says who joins which game as what, for 60 seconds', async () => {
    const { expiresIn } = await house.identity.issueIntratoken({ game, caller, role: 'player', seat: 'x0' });
    assert.equal(expiresIn, 60);
    const value = { player: caller.player, name: 'anna', role: 'player', seat: 'x0', session: caller.session };
    assert.deepEqual(await verify(await issue()), { ok: true, value });
    assert.deepEqual(await verify(await issue('spectator', null)), {
      ok: true,
      value: { ...value, role: 'spectator', seat: null },
    });
    const late = await issue();
    house.clock.now += 70_000;
    assert.deepEqual(await verify(late), invalid);
  });

  it('[TK12] opens its game once, also over a restart, and when tried many times at once', async () => {
    const token = await issue();
    const outcomes = await Promise.all(Array.from({ length: 10 }, () => verify(token)));
    assert.equal(outcomes.filter(({ ok }) => ok).length, 1);
    house = await house.restarted();
    assert.deepEqual(await verify(token), { ok: false, refusal: 'room/token-used' });
    assert.equal((await verify(await issue())).ok, true);
  });

  it('[TK12] opens no other game, and is not spent by trying', async () => {
    const token = await issue();
    assert.deepEqual(await verify(token, gameId('g2')), invalid);
    assert.equal((await verify(token)).ok, true);
  });

  it('[TK12] is no access token, and the other way round', async () => {
    assert.equal(await house.identity.authenticate(await issue()), null);
    assert.deepEqual(await verify(accessToken), invalid);
    assert.deepEqual(await verify('no token at all'), invalid);
  });

  it('[TK12] one that lacks what it must say, or says it wrongly, is refused', async () => {
    const use = { audience: `game:${game}`, type: 'intra+jwt' };
    const whole = { sub: caller.player, sid: caller.session, jti: 'j1', role: 'player', seat: 'x0' };
    for (const [claim, wrong] of Object.entries({ sid: 1, jti: undefined, role: 'operator', seat: 7 })) {
      const token = await house.keys.sign({ ...whole, [claim]: wrong }, use, 60);
      assert.deepEqual(await verify(token), invalid, claim);
    }
    assert.equal((await verify(await house.keys.sign(whole, use, 60))).ok, true);
  });

  it('[TK13] opens nothing once its session has ended', async () => {
    const token = await issue();
    await house.post('/v1/auth/logout', { refresh_token: refreshToken });
    assert.deepEqual(await verify(token), invalid);
  });
});
