import assert from 'node:assert/strict';
import { ladderNamed, standingOf } from '../../../server/ratings/ratings.ts';
import type { Standing } from '../../../server/ratings/ratings-store.ts';
import { openWorld, person, playWin, type World } from '../games/world.ts';

describe('leaderboards and histories', () => {
  let world: World;
  const ann = person('ann');
  const bob = person('bob');
  const rated = { rated: true };
  beforeEach(async () => {
    world = await openWorld();
  });
  afterEach(() => world.close());
  const ratingOf = async (player: string) =>
    (await world.ratings.ratingsOf('xo', [person(player).player])).get(person(player).player);

  it('[RT7] equal ratings share a rank, and the pages of a leaderboard join', async () => {
    const seven = ['a', 'b', 'c', 'd', 'e', 'f', 'g'];
    for (const name of seven.slice(0, 6)) await playWin(world, person(name), person(`${name}-beaten`), rated);
    await playWin(world, person('a'), person('g'), rated);
    await world.project();
    const whole = await world.ratings.leaderboard('xo', null, 50);
    assert.deepEqual(
      whole.items.map(({ rank, player }) => [rank, player.id]),
      [
        [1, 'a'],
        ...['b', 'c', 'd', 'e', 'f'].map((name) => [2, name]),
        [7, 'g'],
        ...['a', 'b', 'c', 'd', 'e', 'f'].map((name) => [8, `${name}-beaten`]),
      ],
    );
    assert.equal(whole.items[0]?.player.name, 'The a');
    for (const limit of [1, 2, 3, 5, 12, 13]) {
      const seen: unknown[] = [];
      for (let from: Standing | null | undefined; from !== null; ) {
        const { items, next }: Awaited<ReturnType<typeof world.ratings.leaderboard>> = await world.ratings.leaderboard(
          'xo',
          from ?? null,
          limit,
        );
        seen.push(...items);
        from = next === null ? null : standingOf(next);
      }
      assert.deepEqual(seen, whole.items, `in pages of ${limit}`);
    }
  });

  it('[RT8] a player’s surroundings have as many above as below', async () => {
    for (const name of ['a', 'b', 'c', 'd']) await playWin(world, person(name), person(`${name}-beaten`), rated);
    await world.project();
    const around = async (name: string, limit: number) =>
      (await world.ratings.around('xo', person(name).player, limit)).map(({ rank, player }) => `${rank} ${player.id}`);
    assert.deepEqual(await around('c', 3), ['1 b', '1 c', '1 d']);
    assert.deepEqual(await around('a', 4), ['1 a', '1 b', '1 c']);
    assert.deepEqual(await around('a-beaten', 5), ['1 c', '1 d', '5 a-beaten', '5 b-beaten', '5 c-beaten']);
    assert.deepEqual(await around('b', 1), ['1 b']);
    await assert.rejects(around('nobody', 5), { code: 'rating/not-rated', status: 404 });
    assert.throws(() => ladderNamed('chess'), { code: 'rating/no-such-ladder', status: 404 });
    assert.throws(() => ladderNamed('toString'), { code: 'rating/no-such-ladder' });
  });

  it('[RT9] the history is newest first, each game from where the one before it ended, in pages that join', async () => {
    const ids: string[] = [];
    for (let index = 0; index < 5; index += 1) {
      world.time.now += 60_000;
      ids.push(await playWin(world, ...(index % 2 === 0 ? ([ann, bob] as const) : ([bob, ann] as const)), rated));
    }
    await world.project();
    const whole = await world.ratings.history(ann.player, 'xo', null, 50);
    assert.deepEqual(
      whole.items.map(({ game }) => game),
      ids.toReversed(),
    );
    assert.equal(whole.items.at(-1)?.before, 800);
    for (const [index, entry] of whole.items.slice(0, -1).entries()) {
      assert.equal(entry.before, whole.items[index + 1]!.after);
    }
    assert.equal(whole.items[0]?.after, await ratingOf('ann'));
    assert.equal(whole.items[0]?.at, '2030-01-01T00:05:00.000Z');
    const first = await world.ratings.history(ann.player, 'xo', null, 2);
    const second = await world.ratings.history(ann.player, 'xo', Number(first.next), 3);
    assert.deepEqual([...first.items, ...second.items], whole.items);
    assert.equal(second.next, null);
  });
});
