import assert from 'node:assert/strict';
import { gzipSync } from 'node:zlib';
import { json, raw, type Served, serve, told } from './serve.ts';

describe('http input', () => {
  let served: Served;
  before(async () => {
    served = await serve();
  });
  after(() => served.close());
  afterEach(() => assert.deepEqual(served.failures, []));

  const post = (body: unknown, headers: Record<string, string> = {}) =>
    told(fetch(`${served.base}/v1/things`, json(body, headers)));
  const get = (path: string, init: RequestInit = {}) => told(fetch(served.base + path, init));
  const refused = async (answer: ReturnType<typeof told>, status: number, code: string) => {
    const { status: gotStatus, code: gotCode } = await answer;
    assert.deepEqual([gotStatus, gotCode], [status, code]);
  };
  const paths = async (answer: ReturnType<typeof told>) => ((await answer).body.errors ?? []).map(({ path }) => path);

  it('[HT1] a sound request reaches its handler parsed, with defaults filled in', async () => {
    assert.deepEqual((await get('/v1/things')).body, { limit: 50, caller: null });
    assert.deepEqual((await get('/v1/things?limit=7')).body, { limit: 7, caller: null });
    assert.equal((await post({ name: 'a', size: 1 })).status, 201);
    assert.equal((await get('/v1/form', { method: 'DELETE' })).status, 204);
  });

  it('[HT2] invalid params, query and body are 422 with the path of each wrong field', async () => {
    await refused(post({ name: 1, size: 99 }), 422, 'request/invalid');
    assert.deepEqual(await paths(post({ name: 1, size: 99 })), ['name', 'size']);
    assert.deepEqual(await paths(post({})), ['name', 'size']);
    assert.deepEqual(await paths(post([])), ['body']);
    assert.deepEqual(await paths(get('/v1/things?limit=x')), ['limit']);
    assert.deepEqual(await paths(get('/v1/things/NOT%20ONE')), ['id']);
  });

  it('[HT3] unknown fields are refused, also where nothing is taken', async () => {
    assert.deepEqual(await paths(post({ name: 'a', size: 1, more: 1 })), ['more']);
    assert.deepEqual(await paths(post('{"name":"a","size":1,"__proto__":{"admin":true}}')), ['__proto__']);
    assert.deepEqual(await paths(post('{"name":"a","size":1,"constructor":{}}')), ['constructor']);
    assert.deepEqual(await paths(get('/v1/things?x=1')), ['x']);
    assert.deepEqual(await paths(get('/v1/things?__proto__=1')), ['__proto__']);
    assert.deepEqual(await paths(get('/v1/things/abc?x=1')), ['x']);
    assert.deepEqual(await paths(told(fetch(`${served.base}/v1/form`, { ...json({ a: 1 }), method: 'DELETE' }))), [
      'a',
    ]);
  });

  it('[HT2] at most twenty wrong fields are told, and none at length', async () => {
    const many = Object.fromEntries(Array.from({ length: 5000 }, (_, at) => [`f${at}`, 1]));
    assert.equal((await paths(post(many))).length, 20);
    const [long] = await paths(post({ name: 'a', size: 1, ['x'.repeat(30_000)]: 1 }));
    assert.ok(long!.length <= 201);
  });

  it('[HT3] a query field given twice is refused', async () => {
    assert.deepEqual(await paths(get('/v1/things?limit=1&limit=2')), ['limit']);
    assert.deepEqual(await paths(get('/v1/things?cursor=a&cursor=b')), ['cursor']);
    assert.deepEqual(await paths(get('/v1/things?cursor[]=a')), ['cursor[]']);
  });

  it('[HT4] malformed JSON and bytes that are not UTF-8 are 400', async () => {
    await refused(post('{"name":'), 400, 'request/malformed');
    await refused(post('undefined'), 400, 'request/malformed');
    const bytes = Buffer.concat([Buffer.from('{"name":"'), Buffer.from([0xff, 0xfe]), Buffer.from('"}')]);
    await refused(told(fetch(`${served.base}/v1/things`, { ...json(''), body: bytes })), 400, 'request/malformed');
  });

  it('[HT5] only uncompressed UTF-8 JSON is taken, and a form where the route says so', async () => {
    const type = 'request/unsupported-media-type';
    await refused(post('<a/>', { 'Content-Type': 'text/xml' }), 415, type);
    await refused(post('name=a', { 'Content-Type': 'application/x-www-form-urlencoded' }), 415, type);
    await refused(post('{}', { 'Content-Type': 'application/json; charset=utf-16' }), 415, type);
    await refused(post('{}', { 'Content-Type': 'application/json; charset="no-such"' }), 415, type);
    await refused(post('{}', { 'Content-Encoding': 'no-such' }), 415, type);
    const bomb = gzipSync(Buffer.alloc(10_000_000, 32));
    const zipped = { ...json('', { 'Content-Encoding': 'gzip' }), body: bomb };
    await refused(told(fetch(`${served.base}/v1/things`, zipped)), 415, type);
    assert.equal(
      (await post({ name: 'a', size: 1 }, { 'Content-Type': 'Application/JSON; Charset=UTF-8' })).status,
      201,
    );
    const form = { method: 'POST', body: new URLSearchParams({ word: 'hi' }) };
    assert.equal((await told(fetch(`${served.base}/v1/form`, form))).body.word, 'hi');
  });

  it('[HT6] a body over 64 KiB is 413, told or not, read or not', async () => {
    await refused(post({ name: 'x'.repeat(70_000), size: 1 }), 413, 'request/too-large');
    await refused(post({ name: 'x'.repeat(300_000), size: 1 }), 413, 'request/too-large');
    const head =
      'POST /v1/things HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer good\r\nContent-Type: application/json\r\n';
    const declared = await raw(served.port, `${head}Content-Length: 60000000\r\n\r\n{"name`);
    assert.match(declared, /^HTTP\/1\.1 413 .*request\/too-large/s);
    const chunk = `${(300_000).toString(16)}\r\n${'x'.repeat(300_000)}\r\n`;
    const endless = await raw(served.port, `${head}Transfer-Encoding: chunked\r\n\r\n${chunk.repeat(4)}`);
    assert.match(endless, /^HTTP\/1\.1 413 .*request\/too-large/s);
  });

  it('[HT4] JSON nested deeper than 32 levels is 400; other odd JSON is judged by the schema', async () => {
    const nested = (depth: number) => `${'['.repeat(depth)}${']'.repeat(depth)}`;
    await refused(post(`{"name":"a","size":1,"deep":${nested(30_000)}}`), 400, 'request/malformed');
    await refused(post(nested(33)), 400, 'request/malformed');
    assert.equal((await post(`{"name":"a","size":1,"deep":${nested(31)}}`)).status, 201);
    assert.equal((await post({ name: '[[[\\"[[', size: 1, deep: '{"\\'.repeat(99) })).status, 201);
    assert.equal((await post('{"name":"a","size":2,"size":3}')).body.size, 3);
    assert.equal((await post('1e999')).status, 422);
  });

  it('[HT7] paths and hosts that cannot be understood are 400', async () => {
    for (const path of [
      '/%zz',
      '/v1/things/%',
      '/v1/things/%C3%28',
      '/v1/things/%00',
      '/v1/things?cursor=%00',
      '/a%0d%0ab',
    ])
      await refused(get(path), 400, 'request/malformed');
    const close = 'Connection: close\r\n\r\n';
    assert.match(await raw(served.port, `GET /v1/things HTTP/1.1\r\nHost: a b\r\n${close}`), /^HTTP\/1\.1 400 /);
    assert.match(await raw(served.port, `GET /v1/things HTTP/1.1\r\nHost: ]["\r\n${close}`), /request\/malformed/);
    assert.match(await raw(served.port, `OPTIONS * HTTP/1.1\r\nHost: a\r\n${close}`), /^HTTP\/1\.1 400 /);
    assert.match(
      await raw(served.port, `GET http://else/v1/things HTTP/1.1\r\nHost: a\r\n${close}`),
      /^HTTP\/1\.1 200 /,
    );
  });

  it('[HT8] what the parser of HTTP itself refuses is a problem too', async () => {
    const bad = await raw(served.port, 'POST /v1/things HTTP/1.1\r\nHost: a\r\nContent-Length: -5\r\n\r\n');
    assert.match(bad, /^HTTP\/1\.1 400 .*application\/problem\+json.*request\/malformed/s);
    const both = 'Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\nabc';
    assert.match(await raw(served.port, `POST / HTTP/1.1\r\nHost: a\r\n${both}`), /^HTTP\/1\.1 400 /);
    assert.match(await raw(served.port, 'rubbish\r\n\r\n'), /^HTTP\/1\.1 400 /);
    const huge = await raw(served.port, `GET / HTTP/1.1\r\nHost: a\r\nX: ${'x'.repeat(40_000)}\r\n\r\n`);
    assert.match(huge, /^HTTP\/1\.1 431 .*request\/headers-too-large/s);
  });

  it('[HT9] an unknown path is 404, a known one with another method 405 with Allow', async () => {
    await refused(get('/v1/nothing'), 404, 'request/not-found');
    await refused(get('/V1/things'), 404, 'request/not-found');
    await refused(get('/v1/things/'), 404, 'request/not-found');
    await refused(get('/v1/things', { method: 'PATCH' }), 405, 'request/method-not-allowed');
    assert.equal((await get('/v1/things', { method: 'DELETE' })).headers.get('Allow'), 'GET, HEAD, POST');
    assert.equal((await get('/v1/things', { method: 'HEAD' })).status, 200);
  });

  it('[HT10] a literal segment wins over a parameter, whatever the order of the routes', async () => {
    assert.deepEqual((await get('/v1/things/mine', { headers: { Authorization: 'Bearer good' } })).body, {
      mine: true,
    });
    assert.deepEqual((await get('/v1/things/other')).body, { id: 'other' });
  });
});
