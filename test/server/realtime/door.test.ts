import assert from 'node:assert/strict';
import { once } from 'node:events';
import { request as httpRequest } from 'node:http';
import { connect } from 'node:net';
import { WebSocket } from 'ws';
import { type GameId, gameId } from '../../../shared/kernel/ids.ts';
import { ask, openStack, type Stack } from '../../rooms/support/stack.ts';

/** Sends bytes as they are and gives the status line of the answer, or '' when the connection ends without one. */
const sendRaw = (port: number, text: string): Promise<string> =>
  new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(text));
    let answer = '';
    socket.on('data', (chunk) => {
      answer += chunk;
      if (!answer.includes('\r\n')) return;
      resolve(answer.slice(0, answer.indexOf('\r\n')));
      socket.destroy();
    });
    socket.on('error', () => resolve(answer));
    socket.on('close', () => resolve(answer));
  });

const head = (lines: readonly string[]): string => `${lines.join('\r\n')}\r\n\r\n`;
const upgrade = (path: string, ...more: string[]): string =>
  head([
    `GET ${path} HTTP/1.1`,
    'Host: 127.0.0.1',
    'Connection: Upgrade',
    'Upgrade: websocket',
    'Sec-WebSocket-Version: 13',
    'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
    ...more,
  ]);

describe('the door of the realtime server', () => {
  const unhandled: unknown[] = [];
  const hear = (error: unknown): void => void unhandled.push(error);
  let stack: Stack;
  let game: GameId;

  before(async () => {
    process.on('unhandledRejection', hear);
    stack = await openStack();
    game = await stack.games.create();
  });
  beforeEach(() => stack.realtime.openGame(game));
  after(async () => {
    process.off('unhandledRejection', hear);
    await stack.close();
  });
  afterEach(async () => {
    assert.deepEqual(unhandled, []);
    const room = await stack.join(game, 'ann');
    await assert.rejects(ask(room, 'claim'));
    await room.leave();
  });

  const post = (path: string, body: string, headers: Record<string, string> = {}): Promise<Response> =>
    fetch(`${stack.url}/matchmake/${path}`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', ...headers },
      body,
    });
  const codeOf = async (answer: Response): Promise<unknown> => [
    answer.status,
    ((await answer.json()) as { code: unknown }).code,
  ];

  it('[RL1] rooms are joined by id or resumed; nothing else that Colyseus offers is there', async () => {
    for (const method of ['create', 'join', 'joinOrCreate', 'query', '__proto__', 'constructor'])
      assert.deepEqual(await codeOf(await post(`${method}/xo`, '{}')), [404, 'request/not-found']);
    for (const path of ['matchmake/joinById', 'matchmake', '__healthcheck', 'api/reference', 'playground'])
      assert.equal((await fetch(`${stack.url}/${path}`)).status, 404, path);
  });

  it('[RL2] a room that is not there, and an id that is none, are refused with a code', async () => {
    assert.deepEqual(await codeOf(await post('joinById/nothing', '{}')), [401, 'room/invalid-token']);
    const token = stack.token(gameId('nothing'), 'ann');
    const absent = await post('joinById/nothing', JSON.stringify({ intratoken: token }));
    assert.deepEqual(await codeOf(absent), [404, 'game/not-found']);
    assert.deepEqual(await codeOf(await post('reconnect/nothing', '{"reconnectionToken":"x"}')), [
      404,
      'room/not-open',
    ]);
    const wrong = await post(`reconnect/${game}`, '{"reconnectionToken":"__proto__"}');
    assert.deepEqual(await codeOf(wrong), [404, 'room/not-open']);
    assert.deepEqual(await codeOf(await post('joinById/%2e%2e', '{}')), [404, 'request/not-found']);
  });

  it('[RL3] a body that cannot be one is refused with a code', async () => {
    assert.deepEqual(await codeOf(await post(`joinById/${game}`, '{')), [400, 'request/malformed']);
    assert.deepEqual(await codeOf(await post(`joinById/${game}`, '[]')), [422, 'room/invalid-message']);
    assert.deepEqual(await codeOf(await post(`joinById/${game}`, '7')), [422, 'room/invalid-message']);
    assert.deepEqual(await codeOf(await post(`reconnect/${game}`, '{}')), [422, 'room/invalid-message']);
    const text = await post(`joinById/${game}`, '{}', { 'Content-Type': 'text/plain' });
    assert.deepEqual(await codeOf(text), [415, 'request/unsupported-media-type']);
    assert.deepEqual(await codeOf(await post(`joinById/${game}`, '{"__proto__":1}')), [401, 'room/invalid-token']);
  });

  it('[RL4] a hostile Host or X-Forwarded-Proto ends nothing', async () => {
    const body = ['Content-Type: application/json', 'Content-Length: 2', 'Connection: close'];
    for (const lines of [
      ['Host: 127.0.0.1', 'X-Forwarded-Proto: java script'],
      ['Host: ]['],
      ['Host: a b'],
      ['Host: 127.0.0.1', 'X-Forwarded-Proto: https', 'X-Forwarded-Host: ]['],
      ['Host: 127.0.0.1', 'Origin: java script:', 'X-Real-IP: ]['],
    ]) {
      const text = `${head([`POST /matchmake/joinById/${game} HTTP/1.1`, ...lines, ...body])}{}`;
      assert.match(await sendRaw(stack.port, text), /^HTTP\/1\.1 4\d\d /, lines.join());
    }
  });

  it('[RL5] a body of 60 MB is refused 413 without being read', async () => {
    const sent = 60 * 1024 * 1024;
    const headers = { 'Content-Type': 'application/json', 'Content-Length': sent };
    const path = `/matchmake/joinById/${game}`;
    const asking = httpRequest({ host: '127.0.0.1', port: stack.port, method: 'POST', path, headers });
    asking.on('error', () => undefined);
    asking.flushHeaders();
    const [answer] = await once(asking, 'response');
    assert.equal(answer.statusCode, 413);
    asking.destroy();
  });

  it('[RL6] pages of other origins are let in by name, and others not at all', async () => {
    const preflight = (origin: string) =>
      fetch(`${stack.url}/matchmake/joinById/${game}`, {
        method: 'OPTIONS',
        headers: { Origin: origin, 'Access-Control-Request-Method': 'POST' },
      });
    const friend = await preflight('https://friend.example');
    assert.equal(friend.status, 204);
    assert.equal(friend.headers.get('access-control-allow-origin'), 'https://friend.example');
    for (const origin of ['https://foe.example', 'null']) {
      const foe = await preflight(origin);
      assert.deepEqual([foe.status, foe.headers.get('access-control-allow-origin')], [403, null]);
      const answer = await post(`joinById/${game}`, '{}', { Origin: origin });
      for (const header of ['origin', 'credentials'])
        assert.equal(answer.headers.get(`access-control-allow-${header}`), null);
    }
  });

  it('[RL7] the joins of one address are limited', async () => {
    await stack.close();
    stack = await openStack({ joinLimit: { count: 2, windowMs: 60_000 } });
    game = await stack.games.create();
    await stack.realtime.openGame(game);
    assert.equal((await post(`joinById/${game}`, '{}')).status, 401);
    assert.equal((await post(`joinById/${game}`, '{}')).status, 401);
    const refused = await post(`joinById/${game}`, '{}');
    assert.equal(refused.headers.get('retry-after'), '60');
    assert.deepEqual(await codeOf(refused), [429, 'request/too-many']);
    await stack.close();
    stack = await openStack();
    game = await stack.games.create();
  });

  it('[RL8] WebSockets are opened where rooms are, and nowhere else', async () => {
    for (const path of [
      '/',
      '//',
      '/a/b',
      '/?sessionId=x',
      '/a/b/c/d?sessionId=x',
      '/a/../b?x=%',
      '*',
      'http://][/a/b?x=1',
    ])
      assert.match(await sendRaw(stack.port, upgrade(path)), /^HTTP\/1\.1 4\d\d /, path);
    assert.match(
      await sendRaw(stack.port, upgrade('/a/b?sessionId=x', 'X-Forwarded-For: ][', 'Cookie: \u00ff')),
      /^HTTP\/1\.1 (101|4\d\d) /,
    );
  });

  it('[RL9] a WebSocket without a reserved seat is closed', async () => {
    for (const path of [
      `/x/${game}?sessionId=nobody`,
      `/x/${game}?sessionId=__proto__`,
      '/x/constructor?sessionId=toString',
    ]) {
      const socket = new WebSocket(`ws://127.0.0.1:${stack.port}${path}`);
      const [code] = await once(socket, 'close');
      assert.equal(code, 4002, path);
    }
    const resuming = new WebSocket(`ws://127.0.0.1:${stack.port}/x/${game}?sessionId=a&reconnectionToken=__proto__`);
    assert.equal((await once(resuming, 'close'))[0], 4003);
  });

  it('[RL10] neither the token of a join nor any other is in the address of the WebSocket', async () => {
    const room = await stack.join(game, 'ann');
    const url = new URL(room.connection.url ?? '');
    assert.deepEqual([...url.searchParams.keys()], ['sessionId']);
    assert.doesNotMatch(url.href, /player/);
    await room.leave();
  });
});
