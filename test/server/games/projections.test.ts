import assert from 'node:assert/strict';
import { nextCheckAt } from '../../../server/games/due-checks.ts';
import { factsOf } from '../../../server/games/game-record.ts';
import { createGamesProjection } from '../../../server/games/games-projection.ts';
import { loadGame } from '../../../server/games/read-game.ts';
import type { GameId } from '../../../shared/kernel/ids.ts';
import { seeded } from '../../support/random.ts';
import { playRandomGames } from './random-games.ts';
import { begin, openWorld, person, playWin, type World, wanted } from './world.ts';

describe('what follows the log of games', () => {
  let world: World;
  const ann = person('ann');
  const bob = person('bob');
  beforeEach(async () => {
    world = await openWorld();
  });
  afterEach(() => world.close());

  const tables = () => ['games', 'game_players', 'statistics'].map((table) => world.db.all(`SELECT * FROM ${table}`));
  const checks = () =>
    new Map(
      world.db
        .all<{ game: GameId; check_at: number }>('SELECT * FROM due_checks')
        .map((row) => [row.game, row.check_at]),
    );

  it('[PG1] the record that events made is what the game itself says', async () => {
    const ids = await playRandomGames(world, 30, seeded(1));
    await world.project();
    const records = await world.model.find(ids);
    assert.equal(records.size, ids.length);
    for (const id of ids) {
      const { created, position, ...facts } = records.get(id)!;
      assert.deepEqual(facts, factsOf(id, (await loadGame(world.store, id)).state));
      assert.ok(created <= position);
    }
  });

  it('[PG2] a commit that is applied again changes nothing, and a rebuild gives the same rows', async () => {
    await playRandomGames(world, 25, seeded(2));
    await begin(world, ann, bob);
    await world.project();
    const [live, liveChecks] = [tables(), checks()];
    for (const projection of Object.values(world.projections)) {
      await projection.apply(await world.store.tail(0, 1_000));
      await projection.apply(await world.store.tail(5, 7));
    }
    assert.deepEqual([tables(), checks()], [live, liveChecks], 'applied again');
    for (const projection of Object.values(world.projections)) await world.rebuild(projection, 3);
    assert.deepEqual(tables(), live, 'rebuilt');
    assert.deepEqual([...checks().keys()].toSorted(), [...liveChecks.keys()].toSorted());
    for (const [game, at] of checks()) {
      assert.ok(at >= liveChecks.get(game)!, 'what was set for an earlier state may be sooner');
      assert.equal(at, nextCheckAt((await loadGame(world.store, game)).state, world.time.now));
    }
  });

  it('[PG3] each change of a game is told after it can be read, until the listener leaves', async () => {
    const told: string[] = [];
    const { onGameChanged } = world.word;
    const tell = (id: GameId) =>
      void world.model.find([id]).then((found) => told.push(`${id} ${found.get(id)?.status}`));
    const leave = onGameChanged(tell, assert.fail);
    const id = await begin(world, ann, bob);
    await world.project();
    await world.play(id, [ann, bob], [[0, 0]]);
    await world.project();
    assert.deepEqual(told, [`${id} awaiting`, `${id} playing`]);
    leave();
    await playWin(world, ann, bob);
    await world.project();
    assert.equal(told.length, 2);
  });

  it('[PG3] a change whose write lost its answer is told when it is applied again', async () => {
    const told: string[] = [];
    let answers = false;
    const save: typeof world.model.save = async (records) => {
      await world.model.save(records);
      if (!answers) throw new Error('no answer');
    };
    const projection = createGamesProjection({ ...world.model, save }, (id) => told.push(id));
    const { id } = await world.games.create(ann, wanted({ variant: 'xo' }));
    const commits = await world.store.tail(0, 10);
    await assert.rejects(projection.apply(commits), /no answer/);
    answers = true;
    await projection.apply(commits);
    assert.deepEqual(told, [id]);
  });

  it('[PG12] a listener that throws is reported, and holds nothing up', async () => {
    const tell = () => {
      throw new Error('the lobby is gone');
    };
    world.word.onGameChanged(tell, assert.fail);
    const id = await begin(world, ann, bob);
    await world.project();
    assert.deepEqual(new Set(world.listenersFailed), new Set(['Error: the lobby is gone']));
    assert.equal((await world.model.find([id])).get(id)?.status, 'playing');
  });

  it('[PG4] statistics count each game once, by variant and opponents, and no game that never began', async () => {
    await playWin(world, ann, bob);
    await playWin(world, bob, ann);
    const withBot = await world.games.create(ann, wanted({ variant: 'xo', side: 'x' }));
    await world.games.seatHouseBot(ann, withBot.id, 1);
    await world.command(withBot.id, { type: 'Resign', at: world.time.now, by: ann.player });
    const aborted = await begin(world, ann, bob);
    await world.command(aborted, { type: 'Abort', at: world.time.now, by: bob.player });
    const unborn = await world.games.create(ann, wanted({ variant: 'xo' }));
    await world.command(unborn.id, { type: 'Abort', at: world.time.now, by: ann.player });
    await world.project();
    assert.deepEqual(await world.games.statistics(ann.player), [
      { variant: 'xo', opponents: 'bots', wins: 0, draws: 0, losses: 1, aborted: 0 },
      { variant: 'xo', opponents: 'humans', wins: 1, draws: 0, losses: 1, aborted: 1 },
    ]);
    assert.deepEqual(await world.games.statistics(person('nobody').player), []);
  });

  it('[PG5] a rematch that was agreed is made once, with the sides swapped, however often it is tried', async () => {
    const old = await playWin(world, ann, bob);
    const next = 'next' as GameId;
    const offer = { at: world.time.now, offer: 'rematch', next } as const;
    await world.command(old, { type: 'Offer', by: ann.player, ...offer });
    await world.command(old, { type: 'Accept', by: bob.player, ...offer });
    await world.project();
    world.time.now += 5_000;
    await world.rebuild(world.projections.rematches);
    const { state, version } = await loadGame(world.store, next);
    assert.equal(state.phase, 'playing');
    assert.equal(state.rematchOf, old);
    assert.deepEqual(
      state.seats.map(({ player, side }) => [player, side]),
      [
        ['ann', 'o'],
        ['bob', 'x'],
      ],
    );
    assert.equal(version, 4);
    assert.deepEqual(world.refusedRematches, []);
  });

  it('[PG5] a rematch whose game cannot be made is reported, and holds nothing up', async () => {
    const old = await playWin(world, ann, bob);
    const { id: taken } = await world.games.create(person('cleo'), wanted({ variant: 'xo' }));
    const offer = { at: world.time.now, offer: 'rematch', next: taken } as const;
    await world.command(old, { type: 'Offer', by: ann.player, ...offer });
    await world.command(old, { type: 'Accept', by: bob.player, ...offer });
    await world.project();
    assert.deepEqual(world.refusedRematches, [`${old} game/already-created`]);
  });
});
