import assert from 'node:assert/strict';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Commit, EventStore } from '../../../server/eventing/event-store.ts';
import { createFeed } from '../../../server/eventing/feed.ts';
import { followStream } from '../../../server/eventing/follower.ts';
import type { Loaded } from '../../../server/eventing/loaded.ts';
import { type CounterEvent, counter } from './counter.ts';
import { manualWait } from './manual-wait.ts';
import { gate, type OpenLog, openLog } from './open-log.ts';

describe('a follower of a stream', () => {
  let log: OpenLog<CounterEvent>;
  let streams = 0;
  before(async () => {
    log = await openLog();
  });
  after(() => log.close());

  const opened = (changes: Partial<EventStore<CounterEvent>> = {}) => {
    const stream = `s${++streams}`;
    const errors: unknown[] = [];
    const seen: [number, number][] = [];
    const feed = createFeed<CounterEvent>((error) => errors.push(error));
    const { wait, end } = manualWait();
    let expectedVersion = 0;
    const append = async (added: number): Promise<Commit<CounterEvent>> => {
      const commitId = `c${expectedVersion}`;
      const events = [{ added }];
      const outcome = await log.store.append({ stream, expectedVersion, commitId, at: 1, events, milestone: false });
      assert.ok(outcome.kind === 'appended');
      expectedVersion = outcome.commit.version;
      return outcome.commit;
    };
    const publish = (commit: Commit<CounterEvent>): void => feed.publish({ ...commit, milestone: false });
    const follow = (
      onCommit = (_: Commit<CounterEvent>): void => undefined,
      from?: Loaded<number>,
      atHand?: () => Loaded<number> | undefined,
    ) =>
      followStream({
        ...{ from, atHand },
        store: { ...log.store, ...changes },
        feed,
        decider: counter,
        stream,
        onCommit: (commit, { state }) => {
          seen.push([commit.version, state]);
          onCommit(commit);
        },
        report: (error) => errors.push(error),
        wait,
      });
    return { append, publish, follow, seen, errors, end };
  };

  it('[FD5] starts from the log, and then sees each commit once, in order, with the state after it', async () => {
    const { append, publish, follow, seen } = opened();
    await append(1);
    const follower = await follow();
    assert.deepEqual(follower.current(), { state: 1, version: 1 });
    publish(await append(2));
    publish(await append(3));
    assert.deepEqual(seen, [
      [2, 3],
      [3, 6],
    ]);
    assert.deepEqual(follower.current(), { state: 6, version: 3 });
    follower.stop();
  });

  it('[FD26] takes a state that was made of the commit already, and no other', async () => {
    const { append, publish, follow } = opened();
    let made: Loaded<number> | undefined;
    const follower = await follow(undefined, undefined, () => made);
    const first = await append(1);
    made = { state: 1, version: 1 };
    publish(first);
    assert.equal(follower.current(), made);
    publish(await append(2));
    assert.deepEqual(follower.current(), { state: 3, version: 2 });
    assert.notEqual(follower.current(), made);
    follower.stop();
  });

  it('[FD19] starts from a state that is at hand, and reads only the rest', async () => {
    const asked: number[] = [];
    const { append, publish, follow, seen } = opened({
      read: (name, after = 0) => {
        asked.push(after);
        return log.store.read(name, after);
      },
    });
    for (const added of [1, 2, 3]) await append(added);
    const follower = await follow(undefined, { state: 3, version: 2 });
    assert.deepEqual(follower.current(), { state: 6, version: 3 });
    publish(await append(4));
    assert.deepEqual([seen, asked], [[[4, 10]], [2]]);
    follower.stop();
  });

  it('[FD6] misses nothing that is committed while it reads the log for the first time', async () => {
    const reading = gate();
    const goOn = gate();
    const { append, publish, follow } = opened({
      read: async (...asked) => {
        const commits = await log.store.read(...asked);
        reading.open();
        await goOn.passed;
        return commits;
      },
    });
    await append(1);
    const following = follow();
    await reading.passed;
    publish(await append(2));
    publish(await append(3));
    goOn.open();
    assert.deepEqual((await following).current(), { state: 6, version: 3 });
  });

  it('[FD7] reads the log over a gap, and passes over what it has', async () => {
    const { append, publish, follow, seen } = opened();
    const first = await append(1);
    const follower = await follow();
    await append(2);
    const third = await append(3);
    publish(third);
    publish(first);
    publish(third);
    await nextTurn();
    assert.deepEqual(seen, [
      [2, 3],
      [3, 6],
    ]);
    publish(await append(4));
    assert.deepEqual(follower.current(), { state: 10, version: 4 });
  });

  it('[FD8] tries again until it can read, and then has everything', async () => {
    const outage = new Error('outage');
    let failures = 0;
    const { append, publish, follow, seen, errors, end } = opened({
      read: async (...asked) => {
        if (failures-- > 0) throw outage;
        return log.store.read(...asked);
      },
    });
    const follower = await follow();
    await append(1);
    failures = 2;
    publish(await append(2));
    await end(100);
    publish(await append(3));
    await end(200);
    await nextTurn();
    assert.deepEqual(errors, [outage, outage]);
    assert.deepEqual(seen, [
      [1, 1],
      [2, 3],
      [3, 6],
    ]);
    assert.equal(follower.current().version, 3);
  });

  it('[FD9] reports what its user throws and goes on', async () => {
    const wrong = new Error('wrong');
    const { append, publish, follow, seen, errors } = opened();
    await follow(() => {
      throw wrong;
    });
    publish(await append(1));
    publish(await append(2));
    assert.deepEqual(errors, [wrong, wrong]);
    assert.equal(seen.length, 2);
  });

  it('[FD10] rejects when the log cannot be read at first, and follows nothing', async () => {
    const { append, publish, follow, seen } = opened({ read: () => Promise.reject(new Error('outage')) });
    await assert.rejects(follow(), /outage/);
    publish(await append(1));
    assert.deepEqual(seen, []);
  });

  it('[FD11] hears nothing once it has stopped, not even what it was reading', async () => {
    const goOn = gate();
    let hold = false;
    const { append, publish, follow, seen } = opened({
      read: async (...asked) => {
        const commits = await log.store.read(...asked);
        if (hold) await goOn.passed;
        return commits;
      },
    });
    const follower = await follow();
    hold = true;
    await append(1);
    publish(await append(2));
    follower.stop();
    goOn.open();
    publish(await append(3));
    await nextTurn();
    assert.deepEqual(seen, []);
  });
});
