import assert from 'node:assert/strict';
import type { PlayerOutcome } from '../../../../server/games/statistics.ts';
import type { RatedGame, RatingsStore } from '../../../../server/ratings/ratings-store.ts';
import type { MongoDatabase } from '../../../../server/storage/mongo/open-database.ts';
import { createMongoRatings, ratingIndexes } from '../../../../server/storage/mongo/ratings.ts';
import { createMongoStatistics, statisticsIndexes } from '../../../../server/storage/mongo/statistics.ts';
import { gameId, playerId } from '../../../../shared/kernel/ids.ts';
import { serviceFor } from '../../../services.ts';
import { dyingAfter, everyDeath, interposed, outlives } from './deaths.ts';
import { openTemporaryMongo } from './temporary-mongo.ts';

/** Everybody plays ann, in two ladders. */
const season: readonly RatedGame[] = Array.from({ length: 8 }, (_, at) => ({
  game: gameId(`g${at}`),
  ladder: at === 3 ? 'gomoku' : 'xo',
  position: at + 1,
  at: 1_000 + at,
  changes: [
    { player: playerId('ann'), before: 800, after: 801 + at, outcome: 'win' },
    { player: playerId(`p${at % 3}`), before: 800, after: 799.5 - at, outcome: 'loss' },
  ],
}));

const shown = async (store: RatingsStore) => ({
  boards: await Promise.all((['xo', 'gomoku'] as const).map((ladder) => store.below(ladder, null, 100))),
  ranks: await Promise.all([0, 795, 795.5, 799, 806].map((rating) => store.countAbove('xo', rating))),
  players: await store.countPlayers(),
  history: await store.history(playerId('ann'), 'xo', null, 100),
});

const play = async (store: RatingsStore, games: readonly RatedGame[]): Promise<void> => {
  await store.insertOnce(games);
  await store.applyChanges(games);
};

describe('read models in MongoDB, when processes die', () => {
  let url: string;
  before(function () {
    url = serviceFor(this, 'mongo');
  });

  /** A database of its own in which the games before `from` were played. */
  const withSeason = async <Result>(
    from: number,
    work: (db: MongoDatabase, store: RatingsStore) => Promise<Result>,
  ) => {
    const db = await openTemporaryMongo(url, ratingIndexes);
    try {
      const store = createMongoRatings(db);
      await play(store, season.slice(0, from));
      return await work(db, store);
    } finally {
      await db.close();
    }
  };
  const undisturbed = () => withSeason(season.length, (_, store) => shown(store));

  it('[RT13] whenever a process dies that applies games, doing it again gives what it would have given', async () => {
    const expected = await undisturbed();
    const writes = await everyDeath((until) =>
      withSeason(2, async (db, store) => {
        const lived = await outlives(play(createMongoRatings(dyingAfter(db, until)), season.slice(2, 5)));
        await play(store, season.slice(2));
        assert.deepEqual(await shown(store), expected, `after ${until} writes`);
        return lived;
      }),
    );
    assert.ok(writes >= 8);
  });

  it('[RT13] a process that was away between two of its writes changes nothing when it goes on', async () => {
    const expected = await undisturbed();
    const steps = await everyDeath((stopped) =>
      withSeason(2, async (db, store) => {
        let came = false;
        const slow = interposed(db, async (writes) => {
          if (writes !== stopped) return;
          came = true;
          await play(store, season.slice(2));
        });
        await play(createMongoRatings(slow), season.slice(2, 4));
        if (came) assert.deepEqual(await shown(store), expected, `before write ${stopped}`);
        return !came;
      }),
    );
    assert.ok(steps >= 6);
  });

  it('[RT16] whenever a process dies that hides a player, asking again hides them, and others count as before', async () => {
    const expected = await withSeason(season.length, async (_, store) => {
      await store.hide(playerId('ann'));
      return shown(store);
    });
    await everyDeath((until) =>
      withSeason(6, async (db, store) => {
        const lived = await outlives(createMongoRatings(dyingAfter(db, until)).hide(playerId('ann')));
        await play(store, season.slice(6));
        await store.hide(playerId('ann'));
        assert.deepEqual(await shown(store), expected, `after ${until} writes`);
        return lived;
      }),
    );
  });

  it('[RT14] whenever a process dies that clears, playing the log again gives what it would have given', async () => {
    const expected = await undisturbed();
    await everyDeath((until) =>
      withSeason(6, async (db, store) => {
        const lived = await outlives(createMongoRatings(dyingAfter(db, until)).clear());
        await play(store, season);
        assert.deepEqual(await shown(store), expected, `after ${until} writes`);
        return lived;
      }),
    );
  });

  it('[PG10] whenever a process dies that counts games, doing it again counts them once', async () => {
    const outcomes: readonly PlayerOutcome[] = season.flatMap(({ position, changes }) =>
      changes.map(({ player, outcome }) => ({ player, variant: 'xo', opponents: 'humans', outcome, position })),
    );
    await everyDeath(async (until) => {
      const db = await openTemporaryMongo(url, statisticsIndexes);
      const statistics = createMongoStatistics(db);
      const lived = await outlives(createMongoStatistics(dyingAfter(db, until)).add(outcomes.slice(0, 9)));
      await statistics.add(outcomes);
      assert.equal((await statistics.of(playerId('ann')))[0]?.wins, 8);
      assert.equal((await statistics.of(playerId('p1')))[0]?.losses, 3);
      await db.close();
      return lived;
    });
  });
});
