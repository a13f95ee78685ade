import assert from 'node:assert/strict';
import type { Effect } from '../../../../client-demo/web/state/effect.ts';
import { enterGame, type GameScreen } from '../../../../client-demo/web/state/game.ts';
import type { GameMessage } from '../../../../client-demo/web/state/game-message.ts';
import { updateGame } from '../../../../client-demo/web/state/game-update.ts';
import { opponentsGoneSince } from '../../../../client-demo/web/state/game-view.ts';
import { ratingChangeOf } from '../../../../client-demo/web/state/rating-change.ts';
import { ann, at, failure, inGame, openedAt, seat, summary, told, view } from '../fixtures.ts';

type Content = GameMessage extends infer Each
  ? Each extends GameMessage
    ? Omit<Each, 'area' | 'game'>
    : never
  : never;
const g = (content: Content): GameMessage => ({ area: 'game', game: 'g', ...content }) as GameMessage;

const fold = (screen: GameScreen, ...messages: readonly GameMessage[]): { screen: GameScreen; effects: Effect[] } =>
  messages.reduce<{ screen: GameScreen; effects: Effect[] }>(
    (so, message) => {
      const [next, effects] = updateGame(so.screen, message);
      return { screen: next, effects: [...so.effects, ...effects] };
    },
    { screen, effects: [] },
  );
const opens = (role: 'player' | 'spectator'): Effect[] => [{ type: 'open-game', game: 'g', role }];
const missing = g({ type: 'not-found', failure: failure('game/not-found') });

describe('web: coming into a game', () => {
  const found = g({ type: 'found', summary: summary() });
  const cases: readonly (readonly [string, GameScreen, GameMessage, 'player' | 'spectator'])[] = [
    ['who sits there plays', enterGame('g', 'bob', false), found, 'player'],
    ['who came to play takes a free seat', enterGame('g', 'ann', true), found, 'player'],
    ['who only came looks first', enterGame('g', 'ann', false), found, 'spectator'],
    [
      'a running game is watched',
      enterGame('g', 'ann', true),
      g({ type: 'found', summary: summary({ status: 'playing' }) }),
      'spectator',
    ],
  ];
  for (const [title, screen, message, role] of cases) {
    it(`[WB15] ${title}`, () => assert.deepEqual(fold(screen, message).effects, opens(role)));
  }

  it('[WB15] a visitor is asked, and comes in as a guest', () => {
    const asked = fold(enterGame('g', null, false), found);
    assert.equal(asked.screen.link, 'outside');
    assert.deepEqual(asked.effects, []);
    const joined = fold(asked.screen, g({ type: 'join', role: 'player' }));
    assert.deepEqual(joined.effects, [{ type: 'become-guest' }]);
    assert.equal(joined.screen.eager, true);
  });

  it('[WB15] a refused seat can still be watched', () => {
    const closed = fold(enterGame('g', 'ann', true), found, g({ type: 'closed', failure: failure('game/full') }));
    assert.equal(closed.screen.failure?.code, 'game/full');
    assert.deepEqual(fold(closed.screen, g({ type: 'join', role: 'spectator' })).effects, opens('spectator'));
  });

  it('[WB16] a rematch that is not there yet is looked for later, six times', () => {
    let screen = enterGame('g', 'ann', true);
    for (let tries = 0; tries < 6; tries += 1) {
      const { screen: next, effects } = fold(screen, missing);
      assert.deepEqual(effects, [{ type: 'find-game', game: 'g', afterMs: 100 * 2 ** tries }]);
      screen = next;
    }
    assert.deepEqual(fold(screen, missing).effects, []);
    assert.equal(fold(screen, missing).screen.link, 'closed');
  });

  it('[WB16] an unknown game that one only looks at is said at once', () => {
    const { screen, effects } = fold(enterGame('g', 'ann', false), missing);
    assert.equal(screen.link, 'closed');
    assert.deepEqual(effects, []);
  });
});

describe('web: at the table', () => {
  it('[WB24] resigning asks once', () => {
    const asked = fold(inGame(), g({ type: 'resign', sure: false }));
    assert.equal(asked.screen.confirming, 'resign');
    assert.deepEqual(asked.effects, []);
    assert.deepEqual(fold(asked.screen, g({ type: 'resign', sure: true })).effects, [
      { type: 'ask-room', game: 'g', request: 'resign', body: {} },
    ]);
    assert.equal(fold(asked.screen, g({ type: 'keep-playing' })).screen.confirming, null);
  });

  it('[WB24] the question goes when the game ends', () => {
    const { screen } = fold(
      inGame({ confirming: 'resign' }),
      g({ type: 'view', view: view({ version: 5, status: 'finished', turn: null }), aheadMs: 0 }),
    );
    assert.equal(screen.confirming, null);
  });

  it('[WB25] a draft stays until the room has taken it', () => {
    const sent = fold(
      inGame(),
      g({ type: 'drafted', text: ' hello ' }),
      g({ type: 'chat-sent' }),
      g({ type: 'chat-sent' }),
    );
    assert.deepEqual(sent.effects, [{ type: 'ask-room', game: 'g', request: 'chat', body: { text: 'hello' } }]);
    assert.equal(sent.screen.draft, ' hello ');
    const refused = fold(sent.screen, g({ type: 'refused', request: 'chat', failure: failure('room/too-fast') }));
    assert.equal(refused.screen.draft, ' hello ');
    assert.equal(fold(sent.screen, g({ type: 'answered', request: 'chat' })).screen.draft, '');
  });

  it('[WB25] what is typed while a line is on its way stays, without that line', () => {
    const draftAfter = (text: string): string =>
      fold(
        inGame(),
        g({ type: 'drafted', text: 'hello' }),
        g({ type: 'chat-sent' }),
        g({ type: 'drafted', text }),
        g({ type: 'answered', request: 'chat' }),
      ).screen.draft;
    assert.equal(draftAfter('hello and good luck'), 'and good luck');
    assert.equal(draftAfter('good luck'), 'good luck');
  });

  it('[WB25] the history and the lines after it are shown once each', () => {
    const line = (id: string) => ({ id, player: 'bob', name: 'Bob', text: id, at });
    const { screen } = fold(
      inGame(),
      g({ type: 'chat', lines: [line('1'), line('2')], whole: true }),
      g({ type: 'chat', lines: [line('2')], whole: false }),
      g({ type: 'chat', lines: [line('3')], whole: false }),
    );
    assert.deepEqual(
      screen.chat.map(({ id }) => id),
      ['1', '2', '3'],
    );
    const again = fold(screen, g({ type: 'chat', lines: [line('1')], whole: true }));
    assert.equal(again.screen.chat.length, 1);
  });

  it('[WB26] the rating change is what the room said, in whole numbers as they are shown', () => {
    const { screen } = fold(
      inGame(),
      g({ type: 'ratings', changes: [{ player: 'ann', before: 799.6, after: 815.6 }] }),
    );
    assert.equal(ratingChangeOf(screen, 'ann'), 16);
    assert.equal(ratingChangeOf(screen, 'bob'), null);
  });

  it('[WB26] else it is what the page of the game says, which is read when a rated game ends', () => {
    const ended = fold(
      inGame(),
      g({ type: 'view', view: view({ version: 5, status: 'finished', turn: null }), aheadMs: 0 }),
    );
    assert.deepEqual(ended.effects, [{ type: 'find-game', game: 'g', afterMs: 0 }]);
    const players = summary().players.map((player) => ({ ...player, ratingChange: -16 }));
    const { screen } = fold(ended.screen, g({ type: 'found', summary: summary({ status: 'finished', players }) }));
    assert.equal(ratingChangeOf(screen, 'bob'), -16);
    assert.equal(screen.link, 'online');
  });
});

describe('web: an opponent who is away', () => {
  const away = (id: string, goneSince: number | null) => ({
    ...seat('o', id),
    connected: goneSince === null,
    goneSince,
  });
  const mine = seat('x', 'ann');

  it('[WB41] counts from the last of them, and not while one is here', () => {
    assert.equal(opponentsGoneSince(view({ seats: [mine, away('b', 5), away('c', 9)] }), 'ann'), 9);
    assert.equal(opponentsGoneSince(view({ seats: [mine, away('b', 5), away('c', null)] }), 'ann'), null);
  });

  it('[WB41] concerns players only', () => {
    assert.equal(opponentsGoneSince(view({ seats: [mine, away('b', 5)] }), 'zoe'), null);
    assert.equal(opponentsGoneSince(view({ seats: [mine] }), 'ann'), null);
  });
});

describe('web: a rematch', () => {
  const ended = view({ version: 6, status: 'finished', turn: null });
  const opened = { ...openedAt({ name: 'game', id: 'g' }, ann), screen: inGame({ view: ended }) };
  const agreed = g({ type: 'view', view: { ...ended, version: 7, next: 'h' as never }, aheadMs: 0 });

  it('[WB27] its players go there', () => {
    const { state, effects } = told(opened, agreed);
    assert.deepEqual(state.route, { name: 'game', id: 'h' });
    assert.deepEqual(
      effects.map(({ type }) => type),
      ['show-path', 'close-game', 'find-game'],
    );
  });

  it('[WB27] a spectator stays', () => {
    const { state } = told({ ...opened, screen: inGame({ view: ended, role: 'spectator' }) }, agreed);
    assert.deepEqual(state.route, { name: 'game', id: 'g' });
  });

  it('[WB27] so does a player who opens the old game later', () => {
    const { state } = told({ ...opened, screen: inGame({ view: null }) }, agreed);
    assert.deepEqual(state.route, { name: 'game', id: 'g' });
  });

  it('[WB30] a message about the game that was left changes nothing', () => {
    const { state } = told(opened, agreed);
    assert.equal(told(state, g({ type: 'closed', failure: failure('x/y') })).state, state);
    const lobby = told(state, { area: 'app', type: 'arrived', route: { name: 'home' } }).state;
    assert.equal(told(lobby, agreed).state, lobby);
  });
});
