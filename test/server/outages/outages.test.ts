import assert from 'node:assert/strict';
import { StoreUnavailable } from '../../../server/eventing/event-store.ts';
import { stateFromLog } from '../../../server/games/state-at.ts';
import type { LifeStore } from '../../../server/outages/life-store.ts';
import { type Outages, startOutages } from '../../../server/outages/outages.ts';
import { createSqliteLives } from '../../../server/storage/sqlite/lives.ts';
import { deadline } from '../../../shared/game/clock.ts';
import type { GameEvent } from '../../../shared/game/events.ts';
import type { GameId } from '../../../shared/kernel/ids.ts';
import { begin, openWorld, person, type World, wanted } from '../games/world.ts';

const second = 1_000;
const [ann, bob] = [person('ann'), person('bob')];
const minute = { clock: { initialMs: 60 * second, incrementMs: 0 } };

describe('outages', () => {
  let world: World;
  let lives: LifeStore;
  let start: number;
  let written: string[];
  let isAway: boolean;
  const over: string[] = [];
  beforeEach(async () => {
    world = await openWorld();
    [written, isAway] = [[], false];
    start = world.time.now;
    const kept = createSqliteLives(world.db);
    const guarded =
      <Args extends readonly unknown[], T>(name: string, call: (...args: Args) => Promise<T>) =>
      (...args: Args): Promise<T> => {
        if (isAway) return Promise.reject(new StoreUnavailable('away'));
        written.push(name);
        return call(...args);
      };
    lives = {
      beat: guarded('beat', kept.beat),
      lives: guarded('lives', kept.lives),
      setHost: guarded('setHost', kept.setHost),
      clearHost: guarded('clearHost', kept.clearHost),
      hostOf: guarded('hostOf', kept.hostOf),
      sweep: guarded('sweep', kept.sweep),
    };
  });
  afterEach(() => world.close());

  const aProcess = (): Promise<Outages> =>
    startOutages({
      ...{ store: lives, submit: world.submit, newId: world.newId, now: () => world.time.now },
      stateOf: (game) => stateFromLog(world.store)(game, 0),
      report: { outageFailed: () => undefined, outageOver: (_life, games) => void over.push(`${games}`) },
    });
  /** Time goes by, second by second, in which these processes live. */
  const pass = async (seconds: number, ...alive: readonly Outages[]): Promise<void> => {
    for (let each = 0; each < seconds; each += 1) {
      world.time.now += second;
      for (const { beat } of alive) await beat();
    }
  };
  const given = async (game: GameId): Promise<readonly (readonly [number, number])[]> => {
    const events = (await world.store.read(game)).flatMap((commit): readonly GameEvent[] => commit.events);
    return events.flatMap((event) =>
      event.type === 'TimeGivenBack' ? [[(event.from - start) / second, (event.until - start) / second] as const] : [],
    );
  };
  /** Somebody comes into the game's room in this process. */
  const enter = async (into: Outages, game: GameId): Promise<void> =>
    into.entered(game, await stateFromLog(world.store)(game, 0));
  const timeOut = (by: Outages, game: GameId) =>
    by.submit(game, { type: 'TimeOut', at: world.time.now }, world.newId());
  const move = (by: Outages, game: GameId, x = 0) =>
    by.submit(game, { type: 'Move', at: world.time.now, by: ann.player, x, y: 0 }, world.newId());

  it('[OU4] a game that was under way when its process was killed has its time back when its room opens again', async () => {
    const first = await aProcess();
    const game = await begin(world, ann, bob, minute);
    await enter(first, game);
    await pass(10, first);
    await pass(30);
    const second = await aProcess();
    await pass(2, second);
    await enter(second, game);
    assert.deepEqual(await given(game), [[10, 42]]);
    await enter(second, game);
    assert.equal((await given(game)).length, 1);
  });

  it('[OU4] it is not lost on time before that, though its room does not open', async () => {
    const first = await aProcess();
    const game = await begin(world, ann, bob, minute);
    await enter(first, game);
    await pass(10, first);
    await pass(100);
    const second = await aProcess();
    const early = await timeOut(second, game);
    assert.equal(!early.ok && early.refusal, 'game/time-remains');
    await pass(30, second);
    await timeOut(second, game);
    assert.deepEqual(await given(game), [
      [10, 110],
      [110, 140],
    ]);
    await pass(50, second);
    assert.equal((await timeOut(second, game)).ok, true);
  });

  it('[OU4] the rest of the processes go on, and give back what their dead neighbour’s games lost', async () => {
    const [dying, living] = [await aProcess(), await aProcess()];
    const [theirs, ours] = [await begin(world, ann, bob, minute), await begin(world, ann, bob, minute)];
    await enter(dying, theirs);
    await enter(living, ours);
    await pass(10, dying, living);
    await pass(1, living);
    const third = await aProcess();
    await Promise.all([enter(living, theirs), enter(third, theirs)]);
    await pass(3, living);
    assert.deepEqual(await given(theirs), [[10, 11]]);
    assert.deepEqual(await given(ours), []);
  });

  it('[OU4] the referee of one process leaves alone what another one serves', async () => {
    const [serving, judging] = [await aProcess(), await aProcess()];
    const game = await begin(world, ann, bob, minute);
    await enter(serving, game);
    await pass(59, serving, judging);
    await pass(1, judging);
    assert.equal((await timeOut(judging, game)).ok, true);
    assert.deepEqual(await given(game), []);
  });

  it('[OU5] after the store was away the time is back before a move or a time-out is judged', async () => {
    const process = await aProcess();
    const [moved, rested, lost] = [
      await begin(world, ann, bob, minute),
      await begin(world, ann, bob, minute),
      await begin(world, ann, bob, minute),
    ];
    for (const game of [moved, rested, lost]) await enter(process, game);
    await pass(10, process);
    isAway = true;
    await pass(100, process);
    await assert.rejects(move(process, moved), StoreUnavailable);
    await assert.rejects(timeOut(process, lost), StoreUnavailable);
    isAway = false;
    assert.equal((await move(process, moved)).ok, true);
    const judged = await timeOut(process, lost);
    assert.equal(!judged.ok && judged.refusal, 'game/time-remains');
    for (const game of [moved, lost]) assert.deepEqual(await given(game), [[10, 110]]);
    assert.deepEqual(await given(rested), []);
    await process.beat();
    assert.deepEqual(await given(rested), [[10, 110]], 'the others follow with the next beat');
    assert.equal(over.at(-1), '3');
  });

  it('[OU5] what another process took over while this one stood still is that one’s', async () => {
    const [still, living] = [await aProcess(), await aProcess()];
    const game = await begin(world, ann, bob, minute);
    await enter(still, game);
    await pass(10, still, living);
    await pass(2, living);
    await enter(living, game);
    await pass(18, living);
    await still.beat();
    assert.equal((await move(still, game)).ok, true);
    still.left(game);
    await pass(1, still, living);
    await pass(5, still);
    const third = await aProcess();
    await enter(third, game);
    assert.deepEqual(await given(game), [
      [10, 12],
      [31, 36],
    ]);
  });

  it('[OU5] nor does it end such a game on time that was lost when that process died too', async () => {
    const [still, living] = [await aProcess(), await aProcess()];
    const game = await begin(world, ann, bob, minute);
    await enter(still, game);
    await pass(10, still, living);
    await pass(2, living);
    await enter(living, game);
    await pass(5, living);
    await pass(60);
    assert.equal((await timeOut(still, game)).ok, false);
    assert.deepEqual(await given(game), [
      [10, 12],
      [17, 77],
    ]);
  });

  it('[OU6] a game that everybody had left gets back only what no process was there for', async () => {
    const first = await aProcess();
    const game = await begin(world, ann, bob, { clock: { moveMs: 86_400_000 } });
    await enter(first, game);
    first.left(game);
    await pass(10, first);
    const second = await aProcess();
    await pass(10, second);
    await enter(second, game);
    assert.deepEqual(await given(game), []);
    second.left(game);
    await pass(1, second);
    await pass(60);
    const third = await aProcess();
    await pass(5, third);
    await enter(third, game);
    assert.deepEqual(await given(game), [[21, 81]]);
  });

  it('[OU6] one that everybody leaves while it is being settled is nobody’s either', async () => {
    const process = await aProcess();
    const game = await begin(world, ann, bob, minute);
    await enter(process, game);
    await pass(6);
    const { setHost } = lives;
    lives.setHost = async (...args) => {
      process.left(game);
      await setHost(...args);
    };
    await process.beat();
    assert.equal(await lives.hostOf(game), undefined);
  });

  it('[OU6] one that somebody enters again while it is being let go is served', async () => {
    const process = await aProcess();
    const game = await begin(world, ann, bob, minute);
    await enter(process, game);
    const { clearHost, setHost } = lives;
    const { promise: cleared, resolve } = Promise.withResolvers<void>();
    let isSet = false;
    lives.setHost = (...args) => {
      isSet = true;
      return setHost(...args);
    };
    lives.clearHost = async (...args) => {
      for (let reads = 0; reads < 50 && !isSet; reads += 1) await world.store.read(game);
      await clearHost(...args).finally(resolve);
    };
    process.left(game);
    await Promise.all([enter(process, game), cleared]);
    assert.notEqual(await lives.hostOf(game), undefined);
  });

  it('[OU7] a process that stops leaves its games to the next one, with the time in between', async () => {
    const first = await aProcess();
    const game = await begin(world, ann, bob, minute);
    await enter(first, game);
    await pass(10, first);
    world.time.now += 500;
    await first.stop();
    first.left(game);
    await pass(3);
    const next = await aProcess();
    await enter(next, game);
    assert.deepEqual(await given(game), [[10.5, 13.5]]);
  });

  it('[OU8] a move writes nothing of it, a game without a clock neither', async () => {
    const process = await aProcess();
    const [timed, untimed] = [await begin(world, ann, bob, minute), await begin(world, ann, bob)];
    written.length = 0;
    await enter(process, untimed);
    await move(process, untimed);
    process.left(untimed);
    assert.deepEqual(written, []);
    await enter(process, timed);
    written.length = 0;
    await move(process, timed);
    assert.deepEqual(written, []);
  });

  it('[OU6] what a life of long ago served is forgotten', async () => {
    await aProcess();
    world.time.now += 15 * 86_400_000 + second;
    const process = await aProcess();
    assert.equal(await process.sweep(), 1);
    assert.equal((await lives.lives(0)).length, 1);
  });

  it('[OU4] a game that begins while its room is open is served from then on', async () => {
    const first = await aProcess();
    const { id: game } = await world.games.create(ann, wanted({ variant: 'xo', side: 'x', ...minute }));
    await enter(first, game);
    await world.games.requestIntratoken(bob, game, { role: 'player' });
    await pass(10, first);
    await pass(30);
    const second = await aProcess();
    await enter(second, game);
    assert.deepEqual(await given(game), [[10, 40]]);
    assert.equal(deadline(await stateFromLog(world.store)(game, 0)), start + 90 * 1_000);
  });
});
