import assert from 'node:assert/strict';
import { stateFromLog } from '../../../server/games/state-at.ts';
import { hideRemoved } from '../../../server/ratings/hide-removed.ts';
import { createRatingsProjection } from '../../../server/ratings/ratings-projection.ts';
import type { RatedGame } from '../../../server/ratings/ratings-store.ts';
import type { GameId } from '../../../shared/kernel/ids.ts';
import { defaultLadder } from '../../../shared/rating/team-elo.ts';
import { seeded } from '../../support/random.ts';
import { playRandomGames } from '../games/random-games.ts';
import { begin, guest, openWorld, person, playWin, type World, wanted } from '../games/world.ts';

describe('ratings', () => {
  let world: World;
  const ann = person('ann');
  const bob = person('bob');
  const rated = { rated: true };
  beforeEach(async () => {
    world = await openWorld();
  });
  afterEach(() => world.close());

  const tables = ['ratings', 'rated_games', 'rating_history'] as const;
  const rows = () => tables.map((table) => world.db.all(`SELECT * FROM ${table}`));
  const ratingOf = async (player: string, ladder = 'xo' as const) =>
    (await world.ratings.ratingsOf(ladder, [person(player).player])).get(person(player).player);

  it('[RT1] a rated game moves both players on the ladder of its variant, from the start they all have', async () => {
    const id = await playWin(world, ann, bob, rated);
    await world.project();
    assert.equal(await ratingOf('ann'), 816);
    assert.equal(await ratingOf('bob'), 784);
    assert.equal(await ratingOf('ann', 'gomoku' as 'xo'), undefined);
    assert.deepEqual(
      [...(await world.ratings.changesOf([id])).get(id)!],
      [
        { player: 'ann', before: 800, after: 816, outcome: 'win' },
        { player: 'bob', before: 800, after: 784, outcome: 'loss' },
      ],
    );
  });

  it('[RT2] unrated games, games on custom boards and games without a result move nobody', async () => {
    await playWin(world, ann, bob);
    await playWin(world, ann, bob, { variant: undefined, settings: { width: 5, height: 5, inARow: 3 } });
    const aborted = await begin(world, ann, bob, rated);
    await world.command(aborted, { type: 'Abort', at: world.time.now, by: bob.player });
    const { id: expired } = await world.games.create(ann, wanted({ variant: 'xo', ...rated }));
    world.time.now += 2 * 86_400_000;
    await world.command(expired, { type: 'Expire', at: world.time.now });
    await world.project();
    assert.deepEqual(rows(), [[], [], []]);
  });

  /** A rated game in which each side has moved. */
  const underWay = async (): Promise<GameId> => {
    const id = await begin(world, ann, bob, rated);
    await world.play(
      id,
      [ann, bob],
      [
        [0, 0],
        [1, 1],
      ],
    );
    return id;
  };

  it('[RT18] a game that is over before each side has moved is not rated, however it ended', async () => {
    const left = await begin(world, ann, bob, rated);
    await world.play(left, [ann], [[0, 0]]);
    const opponentGoneSince = world.time.now;
    world.time.now += 60_000;
    await world.command(left, { type: 'Claim', at: world.time.now, by: ann.player, opponentGoneSince });
    const resigned = await begin(world, ann, bob, rated);
    await world.command(resigned, { type: 'Resign', at: world.time.now, by: bob.player });
    await world.project();
    assert.deepEqual(rows(), [[], [], []]);
  });

  it('[RT2] resignation, lost time and a draw by agreement count', async () => {
    const resigned = await underWay();
    await world.command(resigned, { type: 'Resign', at: world.time.now, by: bob.player });
    await world.project();
    assert.equal(await ratingOf('ann'), 816);
    const drawn = await underWay();
    const offer = { at: world.time.now, offer: 'draw', next: drawn } as const;
    await world.command(drawn, { type: 'Offer', by: ann.player, ...offer });
    await world.command(drawn, { type: 'Accept', by: bob.player, ...offer });
    await world.project();
    const after = (await ratingOf('ann'))!;
    assert.ok(after < 816 && after > 800, 'the stronger loses by drawing');
    assert.deepEqual(
      (await world.ratings.ofPlayer(bob.player)).map(({ games, wins, draws, losses }) => [games, wins, draws, losses]),
      [[2, 0, 1, 1]],
    );
  });

  it('[RT3] a rebuild gives the same numbers to the last digit, in batches of any size', async () => {
    const chance = seeded(3);
    for (let part = 0; part < 8; part += 1) {
      await playRandomGames(world, 15, chance);
      await world.project();
    }
    const live = rows();
    assert.ok(live[1]!.length > 60, `only ${live[1]!.length} rated games`);
    for (const batch of [1, 7, 1_000]) {
      await world.rebuild(world.projections.ratings, batch);
      assert.deepEqual(rows(), live, `in batches of ${batch}`);
    }
  });

  it('[RT4] a game is counted once, however often its end is applied', async () => {
    await playRandomGames(world, 30, seeded(4));
    await world.project();
    const live = rows();
    const commits = await world.store.tail(0, 1_000);
    await world.projections.ratings.apply(commits);
    for (const commit of commits.slice(-20)) await world.projections.ratings.apply([commit]);
    assert.deepEqual(rows(), live);
  });

  it('[RT5] a run that dies at any step is mended by the next, to the same numbers', async () => {
    await playRandomGames(world, 40, seeded(5));
    await world.project();
    const live = rows();
    const commits = await world.store.tail(0, 1_000);
    const { ratingsStore, store } = world;
    const steps = (await ratingsStore.ratedGames(await gameIds())).size * 2;
    assert.ok(steps > 30);
    for (let diesAt = 0; diesAt < steps; diesAt += 3) {
      await ratingsStore.clear();
      let left = diesAt;
      const dying =
        (write: (games: readonly RatedGame[]) => Promise<void>) =>
        async (games: readonly RatedGame[]): Promise<void> => {
          for (const game of games) {
            left -= 1;
            if (left < 0) throw new Error('died');
            await write([game]);
          }
        };
      const mortal = {
        ...ratingsStore,
        insertOnce: dying(ratingsStore.insertOnce),
        applyChanges: dying(ratingsStore.applyChanges),
      };
      const first = createRatingsProjection({
        stateAt: stateFromLog(store),
        ratings: mortal,
        settings: defaultLadder,
      });
      await assert.rejects(first.apply(commits), /died/);
      await world.projections.ratings.apply(commits);
      assert.deepEqual(rows(), live, `died at step ${diesAt}`);
    }
  });

  const gameIds = async () => (await world.model.list({ viewer: null }, null, 1_000)).map(({ id }) => id);

  it('[RT6] who was not rated when sitting down counts as the start and gets no rating', async () => {
    const { id } = await world.games.create(ann, wanted({ variant: 'xo', side: 'x', ...rated }));
    const sitter = { player: person('robot').player, standing: 'bot', rated: false } as const;
    await world.command(id, { type: 'Sit', at: world.time.now, by: sitter, side: null, index: null });
    await world.play(
      id,
      [ann, { ...ann, player: sitter.player }],
      [
        [0, 0],
        [1, 1],
      ],
    );
    await world.command(id, { type: 'Resign', at: world.time.now, by: sitter.player });
    await world.project();
    assert.equal(await ratingOf('ann'), 816);
    assert.equal(await ratingOf('robot'), undefined);
    await assert.rejects(world.games.requestIntratoken(guest('guest'), id, { role: 'player' }));
  });

  it('[RT10] a deleted player is nowhere, and stays so in a rebuild, while the others keep their numbers', async () => {
    await playWin(world, ann, bob, rated);
    await world.project();
    await world.ratings.hide(ann.player);
    await playWin(world, ann, bob, rated);
    await world.project();
    const check = async () => {
      const { items } = await world.ratings.leaderboard('xo', null, 10);
      assert.deepEqual(
        items.map(({ rank, player, games }) => [rank, player.id, games]),
        [[1, 'bob', 2]],
      );
      assert.deepEqual(await world.ratings.ofPlayer(ann.player), []);
      assert.deepEqual((await world.ratings.history(ann.player, 'xo', null, 10)).items, []);
      assert.deepEqual(
        (await world.ratings.ladders()).map(({ name, players }) => [name, players]),
        [
          ['xo', 1],
          ['xo-6x4', 0],
          ['connect-four', 0],
          ['gomoku', 0],
        ],
      );
    };
    await check();
    await world.rebuild(world.projections.ratings);
    await check();
  });

  it('[RT10] whoever is removed is hidden first, and so are their bots', async () => {
    const done: string[] = [];
    const accounts = {
      ...{ kept: 'as it was' },
      botsOf: async () => [{ id: person('bot-of-ann').player }],
      remove: async (id: string, at: number) => void done.push(`removed ${id} ${at}`),
    };
    const hiding = hideRemoved(accounts, { hide: async (id) => void done.push(`hidden ${id}`) });
    await hiding.remove(ann.player, 5);
    assert.deepEqual(done, ['hidden bot-of-ann', 'hidden ann', 'removed ann 5']);
    assert.equal(hiding.kept, 'as it was');
  });

  it('[RT11] who waits for a game’s changes is told once they can be read, and nobody else is', async () => {
    const id = await playWin(world, ann, bob, rated);
    const told: unknown[] = [];
    const { onRated } = world.word;
    const leave = onRated(id, (changes) => {
      void ratingOf('ann').then((now) => told.push([now, changes.map(({ player, after }) => [player, after])]));
    });
    onRated('another' as typeof id, () => told.push('another'));
    await world.project();
    await ratingOf('ann');
    assert.deepEqual(told, [
      [
        816,
        [
          ['ann', 816],
          ['bob', 784],
        ],
      ],
    ]);
    leave();
    await world.projections.ratings.apply(await world.store.tail(0, 100));
    assert.equal(told.length, 1);
  });
  it('[RT17] a listener that throws is reported, and keeps nobody from their rating', async () => {
    const id = await playWin(world, ann, bob, rated);
    const told: string[] = [];
    const { onRated } = world.word;
    onRated(id, () => {
      throw new Error('the room is gone');
    });
    onRated(id, () => void told.push('next'));
    await world.project();
    assert.deepEqual(world.listenersFailed, ['Error: the room is gone']);
    assert.deepEqual(told, ['next']);
    assert.equal(await ratingOf('ann'), 816);
  });
});
