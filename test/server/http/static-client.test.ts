import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { raw, type Served, serve, told } from './serve.ts';

describe('the web client', () => {
  const folder = mkdtempSync(join(tmpdir(), 'octo-web-'));
  let served: Served;
  before(async () => {
    mkdirSync(join(folder, 'assets'));
    writeFileSync(join(folder, 'index.html'), '<!doctype html><title>Octothorpe</title>');
    writeFileSync(join(folder, 'assets', 'index-Ab3_xY-9.js'), 'export {}');
    writeFileSync(join(folder, 'assets', 'long-Ab3_xY-9.js'), 'x'.repeat(20_000));
    writeFileSync(join(folder, 'icon.svg'), '<svg/>');
    served = await serve({ staticFolder: folder });
  });
  after(async () => {
    await served.close();
    rmSync(folder, { recursive: true });
  });
  const page = { headers: { Accept: 'text/html,application/xhtml+xml,*/*;q=0.8' } };
  const cache = async (path: string) => (await fetch(served.base + path)).headers.get('Cache-Control');

  it('[HT35] files with a hash in their name are kept for ever, others are asked for again', async () => {
    assert.equal(await cache('/assets/index-Ab3_xY-9.js'), 'public, max-age=31536000, immutable');
    assert.equal(await cache('/icon.svg'), 'no-cache');
    assert.equal(await cache('/'), 'no-cache');
    assert.match((await fetch(`${served.base}/`)).headers.get('Content-Type') ?? '', /^text\/html/);
  });

  it('[HT39] what a browser can unpack is sent packed, and small files are left as they are', async () => {
    const packed = await fetch(`${served.base}/assets/index-Ab3_xY-9.js`, { headers: { 'Accept-Encoding': 'gzip' } });
    assert.equal(packed.headers.get('Content-Encoding'), null);
    const long = await fetch(`${served.base}/assets/long-Ab3_xY-9.js`, { headers: { 'Accept-Encoding': 'gzip' } });
    assert.equal(long.headers.get('Content-Encoding'), 'gzip');
    assert.equal((await long.text()).length, 20_000);
    const plain = await fetch(`${served.base}/assets/long-Ab3_xY-9.js`, { headers: { 'Accept-Encoding': 'identity' } });
    assert.equal(plain.headers.get('Content-Encoding'), null);
  });

  it("[HT36] a browser that asks for one of the client's pages gets the client", async () => {
    for (const path of ['/game/abc', '/lobby', '/leaderboard/xo?around=me', '/v1x']) {
      const answer = await fetch(served.base + path, page);
      assert.equal(answer.status, 200, path);
      assert.match(await answer.text(), /<title>Octothorpe/);
      assert.equal(answer.headers.get('Cache-Control'), 'no-cache');
    }
  });

  it('[HT36] what is no page of the client stays 404', async () => {
    for (const path of ['/v1/nothing', '/v1', '/monitor', '/matchmake/x', '/assets/gone-12345678.js', '/favicon.png'])
      assert.deepEqual([path, (await told(fetch(served.base + path, page))).code], [path, 'request/not-found']);
    assert.equal((await told(fetch(`${served.base}/game/abc`))).code, 'request/not-found');
    assert.equal((await told(fetch(`${served.base}/game/abc`, { ...page, method: 'POST' }))).code, 'request/not-found');
  });

  it('[HT36] nothing outside the folder is served', async () => {
    for (const path of [
      '/../../etc/passwd',
      '/%2e%2e/%2e%2e/etc/passwd',
      '/..%2f..%2fetc/passwd',
      '/assets/..%5c..%5cx',
    ]) {
      const answer = await raw(served.port, `GET ${path} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n`);
      assert.match(answer, /^HTTP\/1\.1 40[0-9] .*application\/problem\+json/s, path);
      assert.doesNotMatch(answer, /root:/);
    }
    assert.deepEqual(served.failures, []);
  });

  it('[HT36] a client that is not built yet is 404, not a failure', async () => {
    const bare = await serve({ staticFolder: join(folder, 'nowhere') });
    assert.equal((await told(fetch(`${bare.base}/`, page))).code, 'request/not-found');
    assert.deepEqual(bare.failures, []);
    await bare.close();
  });
});
