import assert from 'node:assert/strict';
import { monitor } from '@colyseus/monitor';
import { browser, loggedIn, type ServedOperators, serveOperators } from './serve-operators.ts';

const callPath = (method: string, args: unknown, room = 'room1'): string =>
  `/monitor/api/room/call?${new URLSearchParams({ roomId: room, method, args: JSON.stringify(args) })}`;

describe('the monitor', () => {
  let served: ServedOperators;
  let eve: ReturnType<typeof browser>;
  beforeEach(async () => {
    served = await serveOperators();
    eve = await loggedIn(served);
    served.reported.length = 0;
  });
  afterEach(async () => {
    assert.deepEqual(served.failures, []);
    await served.close();
  });

  it('[OP10] without a session a page leads to the login, anything else is 401', async () => {
    const stranger = browser(served.base);
    for (const path of ['/monitor', '/monitor/', '/monitor/assets/index.js'])
      assert.deepEqual([path, (await stranger.get(path)).location], [path, '/operator']);
    for (const path of ['/monitor/api', '/monitor/api/room?roomId=a', callPath('disconnect', [])])
      assert.equal((await stranger.get(path)).status, 401);
    assert.equal((await stranger.get('/monitor/', { Accept: '*/*' })).status, 401);
    assert.equal(
      (await stranger.get('/monitor/', { Cookie: 'octo_operator=; octo_operator=x' })).location,
      '/operator',
    );
    assert.deepEqual(served.called, []);
  });

  it("[OP11] the API of the monitor answers this server's own pages only", async () => {
    const { host } = new URL(served.base);
    const foreign: Record<string, string>[] = [
      { 'Sec-Fetch-Site': 'cross-site' },
      { 'Sec-Fetch-Site': 'same-site' },
      { 'Sec-Fetch-Site': 'none' },
      { 'Sec-Fetch-Site': '', Referer: 'http://foe.example/monitor/' },
    ];
    for (const path of ['/monitor/api', '/monitor/api/room?roomId=a', callPath('disconnect', [])])
      for (const headers of foreign) {
        const { status, text } = await eve.get(path, headers);
        assert.deepEqual([status, JSON.parse(text).code], [403, 'operator/foreign-origin']);
      }
    const old = browser(served.base, {});
    const withCookie = (headers: Record<string, string>) =>
      old.get(callPath('disconnect', []), { Cookie: eve.cookie(), ...headers });
    assert.equal((await withCookie({})).status, 403);
    assert.equal((await withCookie({ Referer: `http://foe.example/?${host}` })).status, 403);
    assert.deepEqual(served.called, []);
    assert.equal((await withCookie({ Referer: `http://${host}/monitor/` })).status, 200);
    assert.equal(served.called.length, 1);
  });

  it('[OP12] an operator closes a room, removes a client and speaks to a room or a client; each is reported', async () => {
    for (const [method, args] of [
      ['disconnect', []],
      ['_forceClientDisconnect', ['session1']],
      ['broadcast', ['chat', { text: 'hello' }]],
      ['_sendMessageToClient', ['session1', 'chat', 'hello']],
    ] as const)
      assert.equal((await eve.get(callPath(method, args))).status, 200);
    assert.deepEqual(served.called, [
      ['room1', 'disconnect', [4000]],
      ['room1', 'kickClient', ['session1', 4000]],
      ['room1', 'broadcast', ['chat', { text: 'hello' }]],
      ['room1', '_sendMessageToClient', ['session1', 'chat', 'hello']],
    ]);
    assert.deepEqual(served.reported, [
      ['eve', 'disconnect', 'room1'],
      ['eve', 'kickClient', 'room1'],
      ['eve', 'broadcast', 'room1'],
      ['eve', '_sendMessageToClient', 'room1'],
    ]);
  });

  it('[OP12] no other method of a room can be called, nor these with other arguments', async () => {
    for (const method of ['_editStateProperty', 'onMove', 'constructor', '__proto__', 'toString', 'getInspectData', ''])
      assert.equal((await eve.get(callPath(method, []))).status, 403);
    for (const [method, args] of [
      ['disconnect', [4001]],
      ['_forceClientDisconnect', []],
      ['_forceClientDisconnect', [{ a: 1 }]],
      ['broadcast', [7]],
      ['broadcast', { length: 1 }],
    ] as const)
      assert.equal((await eve.get(callPath(method, args))).status, 422);
    assert.equal((await eve.get('/monitor/api/room/call?roomId=a&method=disconnect&args=%5B')).status, 422);
    assert.equal((await eve.get(`${callPath('disconnect', [])}&roomId=b`)).status, 422);
    assert.equal((await eve.get(callPath('disconnect', [], '$rooms'))).status, 422);
    assert.deepEqual(served.called, []);
  });

  it('[OP13] a room is shown as it is; one that is gone is 404', async () => {
    assert.deepEqual(JSON.parse((await eve.get('/monitor/api/room?roomId=room1')).text), { state: { of: 'room1' } });
    assert.equal((await eve.get('/monitor/api/room?roomId=gone')).status, 404);
    assert.equal((await eve.get(callPath('disconnect', [], 'gone'))).status, 404);
  });

  it('[OP13] only the paths that the page needs are let through', async () => {
    assert.equal((await eve.get('/monitor/api')).text, JSON.stringify({ panel: '/monitor/api' }));
    for (const path of [
      '/monitor/api/',
      '/monitor/%61pi',
      '/monitor//api',
      '/monitor/api/rooms',
      '/monitor/assets/a.js.map',
    ])
      assert.deepEqual([path, (await eve.get(path)).status], [path, 404]);
    for (const path of ['/Monitor/', '//monitor/'])
      assert.deepEqual([path, (await browser(served.base).get(path)).status], [path, 404]);
  });
});

describe('the real monitor', () => {
  it('[OP14] its page comes without inline script, under a policy that it can live with', async () => {
    const served = await serveOperators({ panel: monitor() });
    const eve = await loggedIn(served);
    assert.equal((await eve.get('/monitor')).location, '/monitor/');
    const page = await eve.get('/monitor/');
    assert.equal(page.status, 200);
    assert.doesNotMatch(page.text, /<script(?![^>]*\bsrc=)/);
    const policy = (page.headers.get('Content-Security-Policy') ?? '').split(';');
    assert.ok(policy.includes("script-src 'self'"));
    assert.ok(policy.includes("style-src 'self' 'unsafe-inline'"));
    const files = [...page.text.matchAll(/(?:src|href)="\.(\/assets\/[^"]+)"/g)].map((found) => found[1]!);
    assert.equal(files.length, 2);
    for (const file of files) assert.equal((await eve.get(`/monitor${file}`)).status, 200);
    await served.close();
  });
});
