import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { PlayerRating, RatedGame, RatingsStore } from '../../server/ratings/ratings-store.ts';
import { gameId, playerId } from '../../shared/kernel/ids.ts';

export interface OpenRatings {
  readonly store: RatingsStore;
  close(): Promise<void>;
}

type Ladder = RatedGame['ladder'];

/** A game at a position in which each player named comes to a rating. */
const rated = (position: number, after: Readonly<Record<string, number>>, ladder: Ladder = 'xo'): RatedGame => ({
  game: gameId(`g${position}`),
  ladder,
  position,
  at: 1_700_000_000_000 + position,
  changes: Object.entries(after).map(([player, rating], index) => ({
    player: playerId(player),
    before: 800,
    after: rating,
    outcome: index === 0 ? 'win' : 'loss',
  })),
});

const apply = async (store: RatingsStore, ...games: readonly RatedGame[]): Promise<void> => {
  await store.insertOnce(games);
  await store.applyChanges(games);
};
const players = (rows: readonly PlayerRating[]): string[] => rows.map(({ player }) => player);
const ids = (...names: readonly string[]) => names.map(playerId);

const writingRules = (opened: () => RatingsStore) => {
  it('[RT12] the changes of a game are written once; who comes later finds the first', async () => {
    const store = opened();
    const first = rated(1, { ann: 816.25, bob: 783.75 });
    await store.insertOnce([first, rated(2, { ann: 830 })]);
    await store.insertOnce([rated(1, { ann: 1 })]);
    const found = await store.ratedGames([gameId('g1'), gameId('nowhere')]);
    assert.deepEqual([...found], [[gameId('g1'), first]]);
    assert.equal((await store.ratings('xo', ids('ann'))).size, 0, 'written, not applied');
    assert.deepEqual(
      (await store.history(playerId('ann'), 'xo', null, 10)).map(({ after }) => after),
      [830, 816.25],
    );
  });

  it('[RT13] a change is applied once, and never over a later one', async () => {
    const store = opened();
    const games = [
      rated(1, { ann: 816, bob: 784 }),
      rated(2, { bob: 801, ann: 799 }),
      rated(3, { ann: 820 }, 'gomoku'),
    ];
    await store.insertOnce(games);
    await store.applyChanges(games.slice(0, 1));
    await store.applyChanges(games);
    await store.applyChanges(games.slice(0, 2));
    const ratings = await store.ratings('xo', ids('ann', 'bob', 'nobody'));
    assert.equal(ratings.size, 2);
    assert.deepEqual(ratings.get(playerId('ann')), {
      ...{ player: 'ann', ladder: 'xo', rating: 799, games: 2, wins: 1, draws: 0, losses: 1 },
      ...{ updatedAt: 1_700_000_000_002, position: 2 },
    });
    assert.deepEqual(
      (await store.ofPlayer(playerId('ann'))).map(({ ladder, rating }) => [ladder, rating]),
      [
        ['gomoku', 820],
        ['xo', 799],
      ],
    );
  });

  it('[RT13] numbers are kept to the last digit', async () => {
    const store = opened();
    const exact = { ann: 800 + 1 / 3, bob: 0.1 + 0.2 + 700, cleo: 1234.567890123456 };
    await apply(store, rated(1, exact));
    const ratings = await store.ratings('xo', ids('ann', 'bob', 'cleo'));
    for (const [player, rating] of Object.entries(exact)) assert.equal(ratings.get(playerId(player))?.rating, rating);
  });

  it('[RT14] clearing leaves nothing but who is hidden', async () => {
    const store = opened();
    const game = rated(1, { ann: 816, bob: 784 });
    await apply(store, game);
    await store.hide(playerId('bob'));
    await store.clear();
    assert.equal((await store.ratedGames([game.game])).size, 0);
    assert.deepEqual(await store.below('xo', null, 10), []);
    assert.equal((await store.countPlayers()).size, 0);
    assert.equal(await store.countAbove('xo', 0), 0);
    await apply(store, game);
    assert.deepEqual(players(await store.below('xo', null, 10)), ['ann']);
    assert.equal((await store.ratings('xo', ids('bob'))).get(playerId('bob'))?.rating, 784, 'still counts in games');
  });
};

const racingRules = (opened: () => RatingsStore) => {
  const shown = async (store: RatingsStore) => ({
    board: (await store.below('xo', null, 100)).map(({ player, rating, games }) => ({ player, rating, games })),
    ranks: await Promise.all([0, 700, 800, 805, 806].map((rating) => store.countAbove('xo', rating))),
    players: [...(await store.countPlayers())],
  });
  /** Everybody plays ann, and each game moves both. */
  const season = Array.from({ length: 12 }, (_, at) => rated(at + 1, { ann: 801 + at, [`p${at % 4}`]: 799 - at }));

  it('[RT13] what two nodes apply at the same time is applied once', async () => {
    const store = opened();
    await store.insertOnce(season);
    for (const [from, end] of [
      [0, 4],
      [4, 8],
      [6, 12],
    ])
      await Promise.all([0, from, 0, from].map((start) => store.applyChanges(season.slice(start, end))));
    const { board, ranks, players: counted } = await shown(store);
    assert.deepEqual(
      board.map(({ player, rating, games }) => [player, rating, games]),
      [
        ['ann', 812, 12],
        ['p0', 791, 3],
        ['p1', 790, 3],
        ['p2', 789, 3],
        ['p3', 788, 3],
      ],
    );
    assert.deepEqual(ranks, [5, 5, 1, 1, 1]);
    assert.deepEqual(counted, [['xo', 5]]);
  });

  it('[RT16] a player who is hidden while they play is on no board, and in no count', async () => {
    const store = opened();
    await store.insertOnce(season);
    for (const game of season)
      await Promise.all([
        store.applyChanges([game]),
        ...(game.position === 5 ? [store.hide(playerId('ann')), store.hide(playerId('p3'))] : []),
      ]);
    const { board, ranks, players: counted } = await shown(store);
    assert.deepEqual(
      board.map(({ player }) => player),
      ['p0', 'p1', 'p2'],
    );
    assert.deepEqual(ranks, [3, 3, 0, 0, 0]);
    assert.deepEqual(counted, [['xo', 3]]);
    assert.equal((await store.ratings('xo', ids('ann'))).get(playerId('ann'))?.games, 12);
  });
};

/** Ratings on a few values, so that there are ties, among others that lie within one point. */
const population = fc.array(
  fc.oneof(fc.constantFrom(800, 800.5, 816, 100), fc.double({ min: 100, max: 3_000, noNaN: true })),
  { minLength: 1, maxLength: 40 },
);

const boardRules = (open: () => Promise<OpenRatings>) => {
  it('[RT15] the board, every page of it both ways, and every rank are those of the sorted list', async function () {
    this.timeout(60_000);
    const { store, close } = await open();
    let position = 0;
    const check = async (ratings: readonly number[]): Promise<void> => {
      await store.clear();
      // Everyone moves twice, so that what is kept for counting is also taken away again.
      const named = ratings.map((rating, index) => ({ player: playerId(`p${index}`), rating }));
      for (const factor of [0.5, 1]) {
        const after = Object.fromEntries(named.map(({ player, rating }) => [player, 100 + rating * factor]));
        await apply(store, rated(++position, after));
      }
      const sorted = named
        .map(({ player, rating }) => ({ player, rating: 100 + rating }))
        .toSorted((a, b) => b.rating - a.rating || (a.player < b.player ? -1 : 1));
      const names = sorted.map(({ player }) => player as string);
      assert.deepEqual(players(await store.below('xo', null, 100)), names);
      for (const [index, place] of sorted.entries()) {
        assert.deepEqual(players(await store.below('xo', place, 4)), names.slice(index + 1, index + 5));
        assert.deepEqual(
          players(await store.above('xo', place, 4)).reverse(),
          names.slice(Math.max(0, index - 4), index),
        );
        const above = sorted.filter(({ rating }) => rating > place.rating).length;
        assert.equal(await store.countAbove('xo', place.rating), above);
      }
      assert.deepEqual([...(await store.countPlayers())], [['xo', ratings.length]]);
    };
    await fc.assert(fc.asyncProperty(population, check), { numRuns: 25, seed: 7 });
    await close();
  });

  it('[RT16] a hidden player is on no board, before and after they play again', async () => {
    const { store, close } = await open();
    await apply(store, rated(1, { ann: 816, bob: 784 }));
    await store.hide(playerId('ann'));
    await store.hide(playerId('ann'));
    for (const game of [rated(2, { ann: 830, bob: 770 }), rated(3, { ann: 840 }, 'gomoku')]) {
      assert.deepEqual(players(await store.below('xo', null, 10)), ['bob']);
      assert.equal(await store.countAbove('xo', 700), 1);
      assert.deepEqual([...(await store.countPlayers())], [['xo', 1]]);
      assert.deepEqual(await store.ofPlayer(playerId('ann')), []);
      assert.deepEqual(await store.history(playerId('ann'), 'xo', null, 10), []);
      await apply(store, game);
    }
    assert.deepEqual(await store.below('gomoku', null, 10), []);
    await close();
  });
};

/** What every store of ratings keeps. `open` gives an empty one. */
export const ratingsStoreContract = (name: string, open: () => Promise<OpenRatings>): void => {
  describe(`ratings store: ${name}`, () => {
    describe('writing', () => {
      let opened: OpenRatings;
      beforeEach(async () => {
        opened = await open();
      });
      afterEach(() => opened.close());
      writingRules(() => opened.store);
      racingRules(() => opened.store);
    });
    boardRules(open);
  });
};
