import assert from 'node:assert/strict';
import { setImmediate as turn } from 'node:timers/promises';
import type { AccountStore } from '../../../server/accounts/account-store.ts';
import { announceEnds } from '../../../server/accounts/announce-ends.ts';
import type { SessionStore } from '../../../server/tokens/session-store.ts';
import { playerId } from '../../../shared/kernel/ids.ts';
import { sessionFor } from '../../contract/session-store.ts';
import { type House, openHouse, password, tokenIn } from './house.ts';

describe('what is open by a login session', () => {
  let house: House;
  beforeEach(async () => {
    house = await openHouse();
  });
  afterEach(() => house.close());

  /** Logs somebody in twice and opens something by each session; `ended` has the names of those that were closed. */
  const twoSessions = async () => {
    const mine = await house.newcomer('anna');
    const other = (await house.post('/v1/auth/login', { username: 'anna', password })).body;
    const ended: string[] = [];
    const open = async (name: string, token: string): Promise<void> => {
      const caller = await house.identity.authenticate(token);
      house.identity.watchSession(caller!.player, caller!.session, () => void ended.push(name));
    };
    await open('mine', mine.access_token);
    await open('other', other.access_token);
    return { mine, other, ended };
  };
  /** Everything that is looked at after an answer has been looked at. */
  const settled = (id: string) => house.identity.endSessionsOf(playerId(id));

  it('[TK19] ends by logging out, and by revoking', async () => {
    const { mine, other, ended } = await twoSessions();
    await house.post('/v1/auth/logout', { refresh_token: other.refresh_token });
    await settled(mine.id);
    assert.deepEqual(ended, ['other']);
    const { items } = (await house.get('/v1/players/me/sessions', mine.access_token)).body;
    await house.request('delete', `/v1/players/me/sessions/${items[0].id}`, {}, mine.access_token);
    await settled(mine.id);
    assert.deepEqual(ended, ['other', 'mine']);
  });

  it('[TK19] ends by a change of password, but for the session that changed it', async () => {
    const { mine, ended } = await twoSessions();
    const change = { current: password, password: 'another password' };
    assert.equal((await house.post('/v1/auth/password/change', change, mine.access_token)).status, 204);
    await settled(mine.id);
    assert.deepEqual(ended, ['other']);
  });

  it('[TK19] ends by a reset of the password, and by deletion', async () => {
    const reset = await twoSessions();
    await house.post('/v1/auth/password/forgot', { email: 'anna@example.org' });
    const token = tokenIn((await house.mailed('reset'))[0]);
    await house.post('/v1/auth/password/reset', { token, password: 'another password' });
    await settled(reset.mine.id);
    assert.deepEqual(reset.ended.sort(), ['mine', 'other']);
    const ben = await house.newcomer('ben');
    const ended: string[] = [];
    const caller = await house.identity.authenticate(ben.access_token);
    house.identity.watchSession(caller!.player, caller!.session, () => void ended.push('ben'));
    await house.request('delete', '/v1/players/me', { password }, ben.access_token);
    await settled(ben.id);
    assert.deepEqual(ended, ['ben']);
  });

  it('[TK19] ends by the reuse of a refresh token, and a bot’s with its owner', async () => {
    const { mine, other, ended } = await twoSessions();
    const bot = (await house.post('/v1/players/me/bots', { username: 'robot' }, mine.access_token)).body;
    const { access_token } = (await house.post('/v1/auth/login', { api_key: bot.api_key })).body;
    const caller = await house.identity.authenticate(access_token);
    house.identity.watchSession(caller!.player, caller!.session, () => void ended.push('bot'));
    await house.post('/v1/auth/refresh', { refresh_token: other.refresh_token });
    house.clock.now += 31_000;
    await house.post('/v1/auth/refresh', { refresh_token: other.refresh_token });
    await settled(mine.id);
    assert.deepEqual(ended, ['other']);
    await house.request('delete', '/v1/players/me', { password }, mine.access_token);
    await Promise.all([settled(mine.id), settled(bot.player.id)]);
    assert.deepEqual(ended.sort(), ['bot', 'mine', 'other']);
  });
});

describe('a login', () => {
  /** Whether it is told that sessions may have ended, where the player then has so many of at most five. */
  const isTold = async (has: number | Error, isTaken = true): Promise<boolean> => {
    let told = false;
    const sessions: Pick<SessionStore, 'add' | 'list'> = {
      add: async () => isTaken,
      list: async (player) => {
        if (has instanceof Error) throw has;
        return Array.from({ length: has }, () => sessionFor(player));
      },
    };
    const stores = { accounts: {} as AccountStore, sessions: sessions as SessionStore };
    const watched = announceEnds(stores, () => {
      told = true;
    });
    assert.equal(await watched.sessions.add(sessionFor(playerId('ann')), '', 5), isTaken);
    await turn();
    return told;
  };

  it('[TK19] makes nobody look at what is open, unless it may have ended another session', async () => {
    assert.deepEqual(await Promise.all([1, 4].map((has) => isTold(has))), [false, false]);
    assert.deepEqual(await Promise.all([isTold(5), isTold(new Error('away'))]), [true, true]);
    assert.equal(await isTold(5, false), false);
  });
});
