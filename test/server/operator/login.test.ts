import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { TooBusy } from '../../../server/accounts/passwords.ts';
import {
  browser,
  goodPassword,
  loggedIn,
  plainPasswords,
  type ServedOperators,
  serveOperators,
} from './serve-operators.ts';

describe('operators', () => {
  let served: ServedOperators;
  beforeEach(async () => {
    served = await serveOperators();
  });
  afterEach(async () => {
    assert.deepEqual(served.failures, []);
    await served.close();
  });
  const everything = () =>
    JSON.stringify([served.db.all('SELECT * FROM operators'), served.db.all('SELECT * FROM operator_sessions')]);

  it('[OP1] an operator is made with a one-time password that is not kept', async () => {
    const { password } = await served.create('eve');
    assert.ok(password.length >= 20);
    assert.notEqual((await served.create('eve')).password, password);
    await assert.rejects(() => served.create('Not A Name'), { name: 'InvalidOperatorName' });
  });

  it('[OP2] the one-time password opens the choice of another and nothing else, once', async () => {
    const { password } = await served.create('eve');
    const eve = browser(served.base);
    assert.equal((await eve.post('/operator/login', { name: 'eve', password })).location, '/operator');
    assert.match((await eve.get('/operator')).text, /Choose a password/);
    assert.equal((await eve.get('/monitor/')).location, '/operator');
    assert.equal((await eve.get('/metrics', { Via: '1.1 proxy' })).status, 403);
    const again = browser(served.base);
    assert.equal((await again.post('/operator/login', { name: 'eve', password })).status, 401);
  });

  it('[OP2] a one-time password works for a day', async () => {
    const { password } = await served.create('eve');
    served.clock.now += 86_400_000;
    assert.equal((await browser(served.base).post('/operator/login', { name: 'eve', password })).status, 401);
  });

  it('[OP3] the chosen password is at least twelve characters and typed twice', async () => {
    const { password } = await served.create('eve');
    const eve = browser(served.base);
    await eve.post('/operator/login', { name: 'eve', password });
    const choose = (chosen: string, again: string) => eve.post('/operator/password', { password: chosen, again });
    assert.equal((await choose('short', 'short')).status, 422);
    assert.equal((await choose(goodPassword, `${goodPassword}r`)).status, 422);
    assert.equal((await choose('x'.repeat(129), 'x'.repeat(129))).status, 422);
    assert.equal((await choose(goodPassword, goodPassword)).location, '/operator');
    assert.match((await eve.get('/operator')).text, /Logged in as eve/);
  });

  it('[OP4] with the chosen password an operator gets to the monitor and the metrics', async () => {
    await loggedIn(served);
    const eve = browser(served.base);
    const answer = await eve.post('/operator/login', { name: 'eve', password: goodPassword });
    assert.deepEqual([answer.status, answer.location], [303, '/monitor/']);
    assert.equal((await eve.get('/monitor/')).status, 200);
    assert.equal((await eve.get('/metrics', { Via: '1.1 proxy' })).status, 200);
  });

  it('[OP4] a wrong password and an unknown name get the same answer', async () => {
    await loggedIn(served);
    const wrong = await browser(served.base).post('/operator/login', { name: 'eve', password: 'wrong' });
    const unknown = await browser(served.base).post('/operator/login', { name: '<script>', password: 'wrong' });
    assert.deepEqual([wrong.status, unknown.status], [401, 401]);
    assert.equal(wrong.text, unknown.text);
    assert.deepEqual(served.reported.slice(-2), [['failed'], ['failed']]);
  });

  it('[OP4] fields that are missing, extra or too long are refused', async () => {
    const login = (fields: Record<string, string>) => browser(served.base).post('/operator/login', fields);
    assert.equal((await login({})).status, 422);
    assert.equal((await login({ name: 'eve', password: 'x', more: '1' })).status, 422);
    assert.equal((await login({ name: 'eve', password: 'x'.repeat(300) })).status, 422);
    assert.equal((await browser(served.base).get('/operator/login')).status, 405);
  });

  it('[OP5] the session is a cookie that scripts cannot read and other sites cannot send, kept hashed', async () => {
    await served.create('eve');
    const eve = await loggedIn(served);
    const { set } = await eve.post('/operator/login', { name: 'eve', password: goodPassword });
    assert.match(set ?? '', /^octo_operator=[\w-]{43}; Max-Age=28800; Path=\/;.* HttpOnly; SameSite=Strict$/);
    assert.doesNotMatch(set ?? '', /Secure/);
    const token = eve.cookie().split('=')[1]!;
    assert.ok(!everything().includes(token));
    assert.ok(everything().includes(createHash('sha256').update(token).digest('base64url')));
    assert.ok(!everything().includes(`"${goodPassword}"`));
  });

  it('[OP5] over https the cookie is for https only', async () => {
    for (const options of [{ publicUrl: 'https://play.example' }, { trustProxy: true }]) {
      const secure = await serveOperators(options);
      const { password } = await secure.create('eve');
      const eve = browser(secure.base, { 'Sec-Fetch-Site': 'same-origin', 'X-Forwarded-Proto': 'https' });
      const { set } = await eve.post('/operator/login', { name: 'eve', password });
      assert.match(set ?? '', /; Secure/);
      await secure.close();
    }
  });

  it('[OP5] a session ends after eight hours', async () => {
    const eve = await loggedIn(served);
    served.clock.now += 8 * 3_600_000 - 1;
    assert.equal((await eve.get('/monitor/')).status, 200);
    served.clock.now += 1;
    assert.equal((await eve.get('/monitor/')).location, '/operator');
  });

  it('[OP6] logging out ends the session at once, also for a copy of the cookie', async () => {
    const eve = await loggedIn(served);
    const copy = eve.cookie();
    assert.equal((await eve.post('/operator/logout')).location, '/operator');
    assert.equal((await eve.get('/monitor/', { Cookie: copy })).location, '/operator');
  });

  it('[OP6] a login ends the session before it, a reset ends all', async () => {
    const eve = await loggedIn(served);
    const before = eve.cookie();
    await eve.post('/operator/login', { name: 'eve', password: goodPassword });
    assert.equal((await eve.get('/monitor/', { Cookie: before })).location, '/operator');
    assert.equal((await eve.get('/monitor/')).status, 200);
    await served.create('eve');
    assert.equal((await eve.get('/monitor/')).location, '/operator');
    assert.equal((await eve.post('/operator/login', { name: 'eve', password: goodPassword })).status, 401);
  });

  it('[OP7] guessing is slowed down by name and by address', async () => {
    await loggedIn(served);
    for (let at = 0; at < 10; at += 1)
      assert.equal(
        (await browser(served.base).post('/operator/login', { name: 'eve', password: `p${at}` })).status,
        401,
      );
    const answer = await browser(served.base).post('/operator/login', { name: 'eve', password: goodPassword });
    assert.deepEqual([answer.status, answer.headers.get('Retry-After')], [429, '600']);
    assert.match(answer.headers.get('Content-Type') ?? '', /^text\/html/);
  });

  it('[OP8] forms are taken from pages of this server only', async () => {
    const { password } = await served.create('eve');
    const { host } = new URL(served.base);
    const tries: [Record<string, string>, number][] = [
      [{ 'Sec-Fetch-Site': 'cross-site' }, 403],
      [{ 'Sec-Fetch-Site': 'same-site', Origin: `http://${host}` }, 403],
      [{ 'Sec-Fetch-Site': 'none' }, 403],
      [{ Origin: 'http://foe.example' }, 403],
      [{ Origin: 'null', Referer: `http://${host}/` }, 403],
      [{ Referer: `http://${host}.foe.example/` }, 403],
      [{}, 403],
      [{ Origin: `http://${host}` }, 303],
    ];
    for (const [headers, status] of tries) {
      const { status: got } = await browser(served.base, headers).post('/operator/login', { name: 'eve', password });
      assert.equal(got, status, JSON.stringify(headers));
    }
    for (const path of ['/operator/password', '/operator/logout'])
      assert.equal((await browser(served.base, {}).post(path)).status, 403);
  });

  it('[OP9] its pages have no script, nothing inline and nothing from elsewhere', async () => {
    const { text, headers } = await browser(served.base).get('/operator');
    assert.doesNotMatch(text, /<script|<style|\sstyle=|https?:/);
    assert.equal(headers.get('Cache-Control'), 'no-store');
    assert.match(headers.get('Content-Security-Policy') ?? '', /frame-ancestors 'none'/);
    assert.equal((await browser(served.base).get('/operator/operator.css')).status, 200);
  });

  it('[OP15] an operator who gives the present password chooses another', async () => {
    const eve = await loggedIn(served);
    assert.equal(
      (await browser(served.base).post('/operator/change', { current: goodPassword })).location,
      '/operator',
    );
    assert.equal((await eve.post('/operator/change', { current: 'a guess' })).status, 403);
    assert.equal((await eve.get('/monitor/')).status, 200);
    assert.equal((await eve.post('/operator/change', { current: goodPassword })).location, '/operator');
    assert.match((await eve.get('/operator')).text, /Choose a password/);
    assert.equal((await eve.get('/monitor/')).location, '/operator');
    const next = 'another long password';
    assert.equal((await eve.post('/operator/password', { password: next, again: next })).location, '/operator');
    const logIn = (password: string) => browser(served.base).post('/operator/login', { name: 'eve', password });
    assert.deepEqual([(await logIn(goodPassword)).status, (await logIn(next)).status], [401, 303]);
  });

  it('[OP16] a server too busy to hash says so where a password is chosen', async () => {
    let busy = false;
    const hash = async (password: string) => {
      if (busy) throw new TooBusy('too many');
      return plainPasswords.hash(password);
    };
    const other = await serveOperators({ passwords: { ...plainPasswords, hash } });
    const { password } = await other.create('eve');
    const eve = browser(other.base);
    await eve.post('/operator/login', { name: 'eve', password });
    busy = true;
    const { status } = await eve.post('/operator/password', { password: goodPassword, again: goodPassword });
    await other.close();
    assert.deepEqual([status, other.failures], [503, []]);
  });
});
