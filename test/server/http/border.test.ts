import assert from 'node:assert/strict';
import { z } from 'zod';
import { StoreUnavailable } from '../../../server/eventing/event-store.ts';
import { Contended } from '../../../server/eventing/outcome.ts';
import { Problem } from '../../../server/http/problem.ts';
import { type Route, route } from '../../../server/http/route.ts';
import { problem as problemSchema } from '../../../shared/protocol/common.ts';
import { raw, type Served, serve, told } from './serve.ts';

const throwing = (name: string, error: unknown): Route =>
  route({
    method: 'get',
    path: `/v1/${name}`,
    summary: name,
    tag: 'failing',
    auth: 'public',
    answers: { status: 200, schema: z.null() },
    handle: () => Promise.reject(error),
  });

const routes = [
  throwing('refused', new Problem(409, 'games/full', 'No seat is free.', { headers: { 'X-More': '1' } })),
  throwing('broken', new TypeError('secret of the house')),
  throwing('not-an-error', 'secret of the house'),
  throwing('posing', Object.assign(new Error('secret of the house'), { status: 200 })),
  throwing('store', new StoreUnavailable('secret of the house')),
  throwing('contended', new Contended('secret of the house')),
];

describe('the error border', () => {
  let served: Served;
  beforeEach(async () => {
    served = await serve({ routes });
  });
  afterEach(() => served.close());
  const get = (path: string, init: RequestInit = {}) => told(fetch(served.base + path, init));

  it('[HT11] a problem leaves as problem details with its code, status and headers', async () => {
    const { status, body, headers } = await get('/v1/refused');
    assert.equal(status, 409);
    assert.deepEqual(body, {
      type: 'about:blank',
      title: 'Conflict',
      status: 409,
      code: 'games/full',
      detail: 'No seat is free.',
    });
    assert.equal(headers.get('X-More'), '1');
    assert.ok(problemSchema.safeParse(body).success);
    assert.deepEqual(served.failures, []);
  });

  it('[HT12] the unforeseen is 500, says nothing to the client and everything to the report', async () => {
    for (const path of ['/v1/broken', '/v1/not-an-error', '/v1/posing']) {
      const { status, code, body } = await get(path);
      assert.deepEqual([status, code], [500, 'server/internal']);
      assert.doesNotMatch(JSON.stringify(body), /secret|at |\.ts/);
    }
    assert.equal(served.failures.length, 3);
    assert.match(String(served.failures[0]), /secret of the house/);
  });

  it('[HT13] a store that does not answer, or is fought over, is 503 with Retry-After', async () => {
    for (const path of ['/v1/store', '/v1/contended']) {
      const { status, code, headers } = await get(path);
      assert.deepEqual([status, code, headers.get('Retry-After')], [503, 'server/unavailable', '1']);
    }
    assert.deepEqual(served.unavailable, ['/v1/store', '/v1/contended']);
    assert.deepEqual(served.failures, []);
  });

  it('[HT14] every answer has a request id of its own and is not to be stored', async () => {
    const first = await get('/v1/refused');
    const second = await get('/v1/nothing');
    assert.notEqual(first.headers.get('X-Request-Id'), second.headers.get('X-Request-Id'));
    for (const { headers } of [first, second]) assert.equal(headers.get('Cache-Control'), 'no-store');
  });

  it('[HT15] every answer has a policy that lets pages load from this server only, and names no maker', async () => {
    const { headers } = await get('/v1/nothing');
    const policy = headers.get('Content-Security-Policy') ?? '';
    for (const directive of [
      "default-src 'none'",
      "script-src 'self'",
      "style-src 'self'",
      "connect-src 'self' ws: wss:",
      "worker-src 'self'",
      "frame-ancestors 'none'",
    ])
      assert.ok(policy.split(';').includes(directive), directive);
    assert.doesNotMatch(policy, /unsafe|https?:|upgrade/);
    assert.equal(headers.get('X-Powered-By'), null);
    assert.equal(headers.get('X-Content-Type-Options'), 'nosniff');
    assert.equal(headers.get('Strict-Transport-Security'), null);
  });

  it('[HT15] who comes by https through a trusted proxy is told to stay there', async () => {
    await served.close();
    served = await serve({ routes, trustProxy: true });
    const { headers } = await get('/v1/nothing', { headers: { 'X-Forwarded-Proto': 'https' } });
    assert.equal(headers.get('Strict-Transport-Security'), 'max-age=31536000');
    const odd = await get('/v1/nothing', { headers: { 'X-Forwarded-Proto': 'java script' } });
    assert.deepEqual([odd.status, odd.headers.get('Strict-Transport-Security')], [404, null]);
  });
});

describe('cors', () => {
  let served: Served;
  before(async () => {
    served = await serve();
  });
  after(() => served.close());
  const friend = 'https://friend.example';
  const preflight = (origin: string) =>
    told(
      fetch(`${served.base}/v1/things`, {
        method: 'OPTIONS',
        headers: { Origin: origin, 'Access-Control-Request-Method': 'POST' },
      }),
    );

  it('[HT16] a page of an allowed origin may call and read, never with credentials', async () => {
    const { headers } = await told(fetch(`${served.base}/v1/things`, { headers: { Origin: friend } }));
    assert.equal(headers.get('Access-Control-Allow-Origin'), friend);
    const asked = await preflight(friend);
    assert.equal(asked.status, 204);
    assert.match(asked.headers.get('Access-Control-Allow-Headers') ?? '', /Authorization/);
    for (const answer of [headers, asked.headers]) {
      assert.equal(answer.get('Access-Control-Allow-Credentials'), null);
      assert.match(answer.get('Vary') ?? '', /Origin/);
    }
  });

  it('[HT16] matchmaking is the exception: the SDK sends its requests with credentials', async () => {
    const ask = (origin: string) => fetch(`${served.base}/matchmake/joinById/a`, { headers: { Origin: origin } });
    assert.equal((await ask(friend)).headers.get('Access-Control-Allow-Credentials'), 'true');
    assert.equal((await ask('https://foe.example')).headers.get('Access-Control-Allow-Credentials'), null);
  });

  it('[HT17] a page of any other origin may not read, and its preflight is refused', async () => {
    for (const origin of [
      'https://foe.example',
      'https://friend.example.foe.example',
      'null',
      'http://friend.example',
    ]) {
      const { headers } = await told(fetch(`${served.base}/v1/things`, { headers: { Origin: origin } }));
      assert.equal(headers.get('Access-Control-Allow-Origin'), null);
      const asked = await preflight(origin);
      assert.deepEqual([asked.status, asked.code], [403, 'request/origin-not-allowed']);
      assert.equal(asked.headers.get('Access-Control-Allow-Methods'), null);
    }
  });
});

describe('authentication', () => {
  let served: Served;
  before(async () => {
    served = await serve();
  });
  after(() => served.close());
  const mine = (authorization?: string, path = '/v1/things/mine') =>
    told(fetch(served.base + path, authorization === undefined ? {} : { headers: { Authorization: authorization } }));

  it('[HT18] a route for players without a token is 401 and says how', async () => {
    for (const header of [undefined, 'Basic Z29vZA==']) {
      const { status, code, headers } = await mine(header);
      assert.deepEqual([status, code], [401, 'auth/no-token']);
      assert.match(headers.get('WWW-Authenticate') ?? '', /^Bearer/);
    }
  });

  it('[HT19] a token that is not valid is 401, on a public route too', async () => {
    for (const header of ['Bearer bad', 'Bearer', 'bearer a b', `Bearer ${'x'.repeat(9000)}`])
      for (const path of ['/v1/things/mine', '/v1/things']) {
        const { status, code, headers } = await mine(header, path);
        assert.deepEqual([status, code], [401, 'auth/invalid-token']);
        assert.match(headers.get('WWW-Authenticate') ?? '', /invalid_token/);
      }
  });

  it('[HT20] a valid token makes the caller known; its scheme is read whatever the case', async () => {
    assert.equal((await mine('Bearer good')).status, 200);
    assert.equal((await mine('bearer good')).status, 200);
    assert.deepEqual((await mine('Bearer good', '/v1/things')).body, { limit: 50, caller: 'anna' });
  });

  it('[HT20] a body is not read for who may not send it', async () => {
    const answer = await raw(
      served.port,
      'POST /v1/things HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 60000000\r\n\r\n{',
    );
    assert.match(answer, /^HTTP\/1\.1 401 .*auth\/no-token/s);
  });
});
