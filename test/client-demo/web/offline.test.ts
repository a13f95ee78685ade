import assert from 'node:assert/strict';
import { assetsOf, handlingOf } from '../../../client-demo/web/offline/handling.ts';

const origin = 'https://play.example';
const request = (path: string, change: Partial<Request> = {}) => ({
  method: 'GET',
  mode: 'navigate' as const,
  url: `${origin}${path}`,
  ...change,
});

describe('web: what is kept for being offline', () => {
  for (const path of ['/', '/game/abc', '/game/abc/replay', '/leaderboard/xo', '/v1x']) {
    it(`[WB59] ${path} is the shell`, () => assert.equal(handlingOf(request(path), origin), 'shell'));
  }
  for (const path of ['/v1/games', '/v1', '/monitor', '/docs', '/healthz', '/openapi.json', '/.well-known/jwks.json']) {
    it(`[WB59] ${path} is left alone`, () => assert.equal(handlingOf(request(path), origin), 'network'));
  }
  it('[WB59] so are other origins, other methods, and what a page asks for besides its assets', () => {
    const others = [
      request('/', { url: 'https://other.example/' }),
      request('/', { method: 'POST' }),
      request('/game/abc', { mode: 'cors' }),
      request('/favicon.svg'),
    ];
    for (const each of others) assert.equal(handlingOf(each, origin), 'network');
  });
  it('[WB59] files whose name says their content come from the cache', () =>
    assert.equal(handlingOf(request('/assets/index-abc.js', { mode: 'cors' }), origin), 'asset'));

  it('[WB59] a page names its assets, each once', () =>
    assert.deepEqual(
      assetsOf(
        '<link href="/assets/a.css"><script src="/assets/b.js"></script><link href="/assets/a.css"><a href="/x">',
      ),
      ['/assets/a.css', '/assets/b.js'],
    ));
});
