import assert from 'node:assert/strict';
import { initialState } from '../../../../client-demo/web/state/app-state.ts';
import { ann, failure, guest, openedAt, seenBy, told, types } from '../fixtures.ts';

const home = { name: 'home' } as const;
const game = { name: 'game', id: 'g' } as const;

describe('web: who looks, and where they are', () => {
  it('[WB3] nothing is entered while the viewer is unknown', () => {
    const { state, effects } = told(initialState(home), { area: 'app', type: 'arrived', route: game });
    assert.equal(state.screen.name, 'starting');
    assert.deepEqual(effects, []);
    assert.deepEqual(told(state, seenBy(ann)).effects, [{ type: 'find-game', game: 'g', afterMs: 0 }]);
  });

  it('[WB4] a visitor finds the landing, a player the lobby', () => {
    assert.equal(openedAt(home, null).screen.name, 'landing');
    assert.equal(openedAt(home, ann).screen.name, 'lobby');
    assert.deepEqual(types(told(openedAt(home, null), seenBy(guest)).effects), ['open-lobby']);
  });

  it('[WB5] the room of a screen is closed when it is left', () => {
    const left = told(openedAt(home, ann), { area: 'app', type: 'follow', route: game });
    assert.deepEqual(types(left.effects), ['show-path', 'close-lobby', 'find-game']);
    const back = told(left.state, { area: 'app', type: 'arrived', route: home });
    assert.deepEqual(types(back.effects), ['close-game', 'open-lobby']);
  });

  it('[WB5] so is it when the session ends', () => {
    const { state, effects } = told(openedAt(home, ann), seenBy(null));
    assert.deepEqual(types(effects), ['close-lobby']);
    assert.equal(state.screen.name, 'landing');
  });

  it('[WB6] signing in leads back to the game one came from', () => {
    const visitor = openedAt(game, null);
    const door = told(visitor, { area: 'app', type: 'follow', route: { name: 'login' } });
    const { state, effects } = told(door.state, seenBy(ann));
    assert.deepEqual(state.route, game);
    assert.deepEqual(effects[0], { type: 'show-path', route: game, replace: false });
    assert.equal(state.returnTo, null);
  });

  it('[WB6] also by way of the other door', () => {
    const doors = told(
      openedAt(game, null),
      { area: 'app', type: 'follow', route: { name: 'login' } },
      { area: 'app', type: 'follow', route: { name: 'register' } },
    );
    assert.deepEqual(told(doors.state, seenBy(ann)).state.route, game);
  });

  it('[WB6] without one it leads to the lobby', () =>
    assert.equal(told(openedAt({ name: 'login' }, null), seenBy(ann)).state.screen.name, 'lobby'));

  it('[WB6] the account page is behind the login, and then there', () => {
    const asked = openedAt({ name: 'account' }, null);
    assert.equal(asked.screen.name, 'form');
    assert.equal(told(asked, seenBy(ann)).state.screen.name, 'account');
  });

  it('[WB7] login and register lead an account home', () => {
    for (const name of ['login', 'register'] as const) {
      const state = openedAt({ name }, ann);
      assert.equal(state.screen.name, 'lobby');
      assert.deepEqual(state.route, home);
    }
  });

  it('[WB7] a guest registers to keep their games', () => {
    const { screen } = openedAt({ name: 'register' }, guest);
    assert.ok(screen.name === 'form' && screen.upgrade);
    const visitor = openedAt({ name: 'register' }, null).screen;
    assert.ok(visitor.name === 'form' && !visitor.upgrade);
  });

  it('[WB40] a session that cannot be asked about is said, and asked about again', () => {
    const said = told(initialState(home), {
      area: 'app',
      type: 'viewer-unknown',
      failure: failure('client/unreachable'),
    });
    assert.ok(said.state.screen.name === 'starting' && said.state.screen.failure?.code === 'client/unreachable');
    const again = told(said.state, { area: 'app', type: 'look-again' });
    assert.deepEqual(types(again.effects), ['find-viewer']);
    assert.equal(told(again.state, seenBy(ann)).state.screen.name, 'lobby');
  });

  it('[WB40] a later failure to look does not take the screen away', () => {
    const { state } = told(openedAt(game, ann), {
      area: 'app',
      type: 'viewer-unknown',
      failure: failure('client/unreachable'),
    });
    assert.equal(state.screen.name, 'game');
  });
});
