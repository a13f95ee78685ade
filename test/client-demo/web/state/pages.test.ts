import assert from 'node:assert/strict';
import type { AppState, Message } from '../../../../client-demo/web/state/app-state.ts';
import { failed, here } from '../../../../client-demo/web/state/failure.ts';
import type { LeaderboardScreen } from '../../../../client-demo/web/state/pages.ts';
import { failure, openedAt, told } from '../fixtures.ts';

const entry = (rank: number) => ({
  rank,
  player: { id: `p${rank}`, name: `P${rank}`, bot: false },
  rating: 800,
  games: 1,
});
const page = (ranks: readonly number[], next: string | null, ladder = 'xo'): Message => ({
  area: 'page',
  type: 'leaderboard',
  ladder,
  page: here({ items: ranks.map(entry), next }),
});
const more: Message = { area: 'page', type: 'more' };
const boardOf = ({ screen }: AppState): LeaderboardScreen => {
  assert.ok(screen.name === 'leaderboard');
  return screen;
};
const ranks = (state: AppState): number[] => {
  const shown = boardOf(state).page;
  return shown.is === 'here' ? shown.value.items.map(({ rank }) => rank) : [];
};
const opened = openedAt({ name: 'leaderboard', ladder: 'xo' }, null);

describe('web: the leaderboard', () => {
  it('[WB31] the next page goes below the first, and is asked for once', () => {
    const asked = told(opened, page([1, 2], 'c'), more, more);
    assert.deepEqual(asked.effects, [{ type: 'load-leaderboard', ladder: 'xo', cursor: 'c' }]);
    assert.deepEqual(ranks(told(asked.state, page([3], null)).state), [1, 2, 3]);
  });

  it('[WB31] after the last page there is no more to ask for', () =>
    assert.deepEqual(told(opened, page([1], null), more).effects, []));

  it('[WB31] when more cannot be loaded, what is shown stays and can be asked for again', () => {
    const { state } = told(opened, page([1], 'c'), more, {
      area: 'page',
      type: 'leaderboard',
      ladder: 'xo',
      page: failed(failure('client/unreachable')),
    });
    assert.deepEqual(ranks(state), [1]);
    assert.equal(told(state, more).effects.length, 1);
  });

  it('[WB30] a page of a ladder that was left is dropped', () =>
    assert.equal(told(opened, page([1], null, 'gomoku')).state, opened));
});
