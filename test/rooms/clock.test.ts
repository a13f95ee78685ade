import assert from 'node:assert/strict';
import { watchDeadline } from '../../rooms/deadline-watch.ts';
import { StoreUnavailable } from '../../server/eventing/event-store.ts';
import { ask, openStack, type Stack, until } from './support/stack.ts';
import { createTimers } from './support/timers.ts';

describe('the clock of a room', () => {
  let stack: Stack;
  afterEach(() => stack.close());

  const start = async (clock: { moveMs: number } | { initialMs: number; incrementMs: number }) => {
    const game = await stack.games.begin({ clock });
    return { game, x: await stack.join(game, 'ann'), o: await stack.join(game, 'bob') };
  };

  it('[RM40] the side whose time runs out loses at that moment, without anyone asking', async () => {
    const timers = createTimers();
    stack = await openStack({ timers });
    const { x, o } = await start({ moveMs: 10_000 });
    timers.pass(9_000);
    await ask(x, 'move', { x: 0, y: 0 });
    const moved = await until(o, (state) => state.plies === 1);
    assert.deepEqual([moved.clocks?.o, moved.clocks?.runningSince], [10_000, timers.now()]);
    timers.pass(9_999);
    assert.equal(o.state.status, 'playing');
    timers.pass(1);
    const end = await until(x, (state) => state.status === 'finished');
    assert.deepEqual([end.result?.winner, end.result?.reason, end.clocks?.runningSince], ['x', 'time', 0]);
  });

  it('[RM41] a time-out that the store did not take is submitted again', async () => {
    const timers = createTimers();
    let away = 3;
    const { promise: tried, resolve } = Promise.withResolvers<void>();
    stack = await openStack({
      timers,
      room: (games) => ({
        submit: async (game, command, id) => {
          if (command.type !== 'TimeOut' || away === 0) return games.submit(game, command, id);
          away -= 1;
          if (away === 0) resolve();
          throw new StoreUnavailable('away');
        },
      }),
    });
    const { x } = await start({ initialMs: 5_000, incrementMs: 0 });
    timers.pass(7_000);
    await tried;
    timers.pass(1_000);
    assert.equal((await until(x, (state) => state.status === 'finished')).result?.winner, 'o');
  });

  it('[RM43] a room that nobody has come into judges no time, and shows the game once what was lost is given back', async () => {
    const timers = createTimers();
    const judged: string[] = [];
    stack = await openStack({
      timers,
      room: (games) => ({
        follow: async (id, onCommit) => {
          const follower = await games.follow(id, onCommit);
          const entered = async (): Promise<void> => {
            const [until, at] = [timers.now(), timers.now()];
            await games.submit(id, { type: 'GiveTimeBack', at, from: until - 7_000, until }, 'outage:1');
          };
          return { ...follower, entered };
        },
        submit: (game, command, id) => {
          judged.push(command.type);
          return games.submit(game, command, id);
        },
      }),
    });
    const game = await stack.games.begin({ clock: { initialMs: 5_000, incrementMs: 0 } });
    await stack.realtime.openGame(game);
    timers.pass(7_000);
    assert.deepEqual(judged, []);
    const x = await stack.join(game, 'ann');
    const { clocks, status } = await until(x, () => true);
    assert.deepEqual([status, clocks?.x], ['playing', 5_000]);
    timers.pass(5_000);
    assert.equal((await until(x, (state) => state.status === 'finished')).result?.reason, 'time');
    assert.deepEqual(judged, ['TimeOut']);
  });

  it('[RM42] who comes late is told the server’s clock of now', async () => {
    const timers = createTimers();
    stack = await openStack({ timers });
    const { game } = await start({ initialMs: 60_000, incrementMs: 0 });
    timers.pass(12_345);
    const eve = await stack.join(game, 'eve', 'spectator');
    const { clocks } = await until(eve, () => true);
    assert.deepEqual([clocks?.serverNow, clocks?.x], [timers.now(), 60_000]);
  });
});

describe('a deadline watch', () => {
  it('[RM40] watches the newest deadline only, and repeats while it stands', () => {
    const timers = createTimers(0);
    const rung: number[] = [];
    const watch = watchDeadline(timers.after, timers.now, () => rung.push(timers.now()));
    watch.set(1_000);
    watch.set(5_000);
    watch.set(5_000);
    timers.pass(7_000);
    assert.deepEqual(rung, [5_000, 6_000, 7_000]);
    watch.set(null);
    timers.pass(60_000);
    watch.set(60_000);
    timers.pass(0);
    assert.deepEqual(rung, [5_000, 6_000, 7_000, 67_000]);
    watch.stop();
    assert.deepEqual(timers.pending(), []);
  });
});
