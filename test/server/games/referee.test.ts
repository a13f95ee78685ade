import assert from 'node:assert/strict';
import { type DueCheck, type NextCheck, nextCheckAt } from '../../../server/games/due-checks.ts';
import { createSweep, startReferee } from '../../../server/games/referee.ts';
import { createRefereeProjection } from '../../../server/games/referee-projection.ts';
import { stateFromLog } from '../../../server/games/state-at.ts';
import { game as rules } from '../../../shared/game/decider.ts';
import { expiryAt } from '../../../shared/game/expiry.ts';
import type { GameId } from '../../../shared/kernel/ids.ts';
import { begin, openWorld, person, playWin, type World, wanted } from './world.ts';

const day = 86_400_000;

describe('the referee', () => {
  let world: World;
  const ann = person('ann');
  const bob = person('bob');
  beforeEach(async () => {
    world = await openWorld();
  });
  afterEach(() => world.close());

  const checks = () => world.db.all<object>('SELECT * FROM due_checks ORDER BY check_at').map((row) => ({ ...row }));
  const sweepAfter = async (ms: number): Promise<number> => {
    await world.project();
    world.time.now += ms;
    const looked = await world.sweep();
    await world.project();
    return looked;
  };
  const resultOf = async (id: GameId) => (await world.games.get(id)).result;

  it('[RF1] a game without a room is lost on time', async () => {
    const id = await begin(world, ann, bob, { clock: { initialMs: 60_000, incrementMs: 0 } });
    await world.play(id, [ann, bob], [[0, 0]]);
    assert.equal(await sweepAfter(59_999), 0);
    assert.equal(await resultOf(id), null);
    assert.equal(await sweepAfter(1), 1);
    assert.deepEqual(await resultOf(id), { winner: 'x', reason: 'time' });
  });

  it('[RF2] a game that nobody completes expires after a day, and one without a clock after a turn of fourteen', async () => {
    const { id: open } = await world.games.create(ann, wanted({ variant: 'xo' }));
    const slow = await begin(world, ann, bob);
    assert.equal(await sweepAfter(day - 1), 0);
    assert.equal(await sweepAfter(1), 2, 'the other has begun since: only looked at');
    assert.deepEqual(await resultOf(open), { winner: null, reason: 'expired' });
    await world.play(
      slow,
      [ann, bob],
      [
        [0, 0],
        [1, 1],
      ],
    );
    assert.equal(await sweepAfter(13 * day), 1, 'the turn has moved on: only looked at');
    assert.equal(await resultOf(slow), null);
    assert.equal(await sweepAfter(day), 1);
    assert.deepEqual(await resultOf(slow), { winner: 'o', reason: 'abandonment' });
  });

  it('[RF3] moves cost the referee nothing; a look that comes too early only sets the next', async () => {
    const id = await begin(world, ann, bob, { clock: { moveMs: 10_000 } });
    await world.project();
    const [before] = checks();
    for (let move = 0; move < 4; move += 1) {
      world.time.now += 4_000;
      await world.play(id, move % 2 === 0 ? [ann] : [bob], [[move % 3, Math.floor(move / 3)]]);
    }
    assert.equal(await world.projections.referee.apply([]), undefined);
    assert.deepEqual(checks(), [before]);
    assert.equal(await sweepAfter(0), 1);
    assert.equal(await resultOf(id), null);
    assert.deepEqual(checks(), [{ game: id, check_at: world.time.now + 10_000 }]);
  });

  it('[RF4] a game that somebody else ended meanwhile is left as it is, and not looked at again', async () => {
    const id = await begin(world, ann, bob, { clock: { moveMs: 10_000 } });
    await world.project();
    world.time.now += 10_000;
    await world.command(id, { type: 'TimeOut', at: world.time.now });
    assert.equal(await world.sweep(), 1);
    assert.deepEqual(await resultOf(id), { winner: 'o', reason: 'time' });
    assert.deepEqual(checks(), []);
  });

  it('[RF4] of two referees one ends the game and the other does no harm', async () => {
    const id = await begin(world, ann, bob, { clock: { moveMs: 10_000 } });
    await world.project();
    world.time.now += 10_000;
    await Promise.all([world.sweep(), world.sweep()]);
    const { items } = await world.games.events(id, 0, 50);
    assert.equal(items.filter(({ type }) => type === 'GameEnded').length, 1);
    assert.deepEqual(checks(), []);
  });

  it('[RF5] a game that has ended is not looked at', async () => {
    await playWin(world, ann, bob, { clock: { moveMs: 10_000 } });
    assert.equal(await sweepAfter(20 * day), 0);
    assert.deepEqual(checks(), []);
  });

  it('[RF6] the next look comes no later than either clock could run out, but at most every five seconds', async () => {
    const id = await begin(world, ann, bob, { clock: { initialMs: 60_000, incrementMs: 0 } });
    world.time.now += 52_000;
    await world.play(id, [ann], [[0, 0]]);
    const state = await world.command(id, { type: 'Move', at: world.time.now, by: bob.player, x: 1, y: 1 });
    const start = world.time.now;
    assert.equal(expiryAt(state), start + 8_000, 'X has little left, and it is X who thinks');
    assert.equal(nextCheckAt(state, start), start + 8_000);
    const after = await world.command(id, { type: 'Move', at: start + 1_000, by: ann.player, x: 0, y: 1 });
    assert.equal(expiryAt(after), start + 61_000);
    assert.equal(nextCheckAt(after, start + 1_000), start + 8_000, 'O thinks, but X will have 7 s');
    assert.equal(nextCheckAt(after, start + 10_000), start + 15_000);
    assert.equal(nextCheckAt(after, start + 60_000), start + 61_000, 'the clock that runs is exact');
    assert.equal(nextCheckAt(rules.initial, start), null);
  });

  it('[RF7] a sweep that fails is reported, and the next one comes', async () => {
    const failed: unknown[] = [];
    let due: (() => Promise<void>) | undefined;
    let stopped = false;
    const stop = startReferee({
      ...world,
      now: () => world.time.now,
      checks: { made: async () => undefined, due: async () => Promise.reject(new Error('no store')) },
      every: (ms, work) => {
        assert.equal(ms, 1_000);
        due = work;
        return () => {
          stopped = true;
        };
      },
      report: { refereeFailed: (error) => void failed.push(error) },
    });
    await due?.();
    await due?.();
    assert.deepEqual(failed.map(String), ['Error: no store', 'Error: no store']);
    stop();
    assert.equal(stopped, true);
  });

  it('[RF10] a game that cannot be judged keeps no other from it, and the sweep ends only after all', async () => {
    const ids = [];
    for (let n = 0; n < 12; n += 1) ids.push(await begin(world, ann, bob, { clock: { moveMs: 10_000 } }));
    await world.project();
    world.time.now += 10_000;
    const broken = ids[0]!;
    const submit: typeof world.submit = async (game, command, commitId) => {
      if (game === broken) throw new Error('no store');
      return world.submit(game, command, commitId);
    };
    const sweep = createSweep({ ...world, submit, now: () => world.time.now });
    await assert.rejects(sweep(), { name: 'AggregateError', message: '1 of 12 games were not judged' });
    assert.deepEqual(checks(), [{ game: broken, check_at: world.time.now }]);
    for (const id of ids.slice(1)) assert.equal((await resultOf(id))?.reason, 'time');
    assert.equal(await world.sweep(), 1, 'it is looked at again');
  });

  it('[RF8] a sweep looks at 200 games at most, the longest due first', async () => {
    const asked: number[] = [];
    const due = async (_at: number, limit: number) => {
      asked.push(limit);
      return [];
    };
    const made = async (_: DueCheck) => undefined;
    await createSweep({ ...world, checks: { made, due }, now: () => world.time.now })();
    assert.deepEqual(asked, [200]);
    const noted: (readonly NextCheck[])[] = [];
    const noting = createRefereeProjection({
      stateAt: stateFromLog(world.store),
      checks: { bringForward: async (all) => void noted.push(all), clear: async () => undefined },
      now: () => world.time.now,
    });
    const { id } = await world.games.create(ann, wanted({ variant: 'xo' }));
    await noting.apply(await world.store.tail(0, 10));
    assert.deepEqual(noted, [[{ game: id, checkAt: world.time.now + day }]]);
  });
});
