import assert from 'node:assert/strict';
import { initialState } from '../../../../client-demo/web/state/app-state.ts';
import { parseRoute, pathOf, type Route } from '../../../../client-demo/web/state/routes.ts';
import { seenBy, told } from '../fixtures.ts';

const routes: readonly (readonly [string, Route])[] = [
  ['/', { name: 'home' }],
  ['/game/a-1_B', { name: 'game', id: 'a-1_B' }],
  ['/game/a-1_B/replay', { name: 'replay', id: 'a-1_B' }],
  ['/player/p1', { name: 'player', id: 'p1' }],
  ['/leaderboard/gomoku', { name: 'leaderboard', ladder: 'gomoku' }],
  ['/login', { name: 'login' }],
  ['/register', { name: 'register' }],
  ['/forgot', { name: 'forgot' }],
  ['/account', { name: 'account' }],
  ['/settings', { name: 'settings' }],
];

describe('web: routes', () => {
  for (const [path, route] of routes) {
    it(`[WB1] ${path} leads to ${route.name} and back`, () => {
      assert.deepEqual(parseRoute(path, ''), route);
      assert.equal(pathOf(route), path);
    });
  }

  for (const path of [
    '/nowhere',
    '/game/a/b',
    '/game/a/replay/b',
    '/player/a/replay',
    '/game/%3Cscript%3E',
    '/game',
    '/login/x',
    '/player/',
    '/toString/a',
  ]) {
    it(`[WB1] ${path} is nowhere`, () => assert.deepEqual(parseRoute(path, ''), { name: 'lost' }));
  }

  it('[WB1] the leaderboard without a ladder is that of the first one', () =>
    assert.deepEqual(parseRoute('/leaderboard', ''), { name: 'leaderboard', ladder: 'xo' }));

  for (const name of ['verify', 'reset'] as const) {
    it(`[WB2] the token of /${name} comes from the fragment, and the path shown is without it`, () => {
      const route = parseRoute(`/${name}`, '#abc');
      assert.deepEqual(route, { name, token: 'abc' });
      const { effects } = told(initialState(route), seenBy(null));
      assert.deepEqual(effects[0], { type: 'show-path', route, replace: true });
      assert.equal(pathOf(route), `/${name}`);
    });
  }
});
