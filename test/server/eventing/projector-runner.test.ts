import assert from 'node:assert/strict';
import { setImmediate } from 'node:timers/promises';
import type { Positioned } from '../../../server/eventing/event-store.ts';
import { createFeed } from '../../../server/eventing/feed.ts';
import type { LeaseTerms } from '../../../server/eventing/lease-keeper.ts';
import { createListeners } from '../../../server/eventing/listeners.ts';
import type { Projection } from '../../../server/eventing/projector.ts';
import { rebuild, type SharedProgress, startProjector } from '../../../server/eventing/projector-runner.ts';
import { manualWait } from './manual-wait.ts';
import { gate, type OpenLog, openLog } from './open-log.ts';

describe('a projector', () => {
  let log: OpenLog<string>;
  let time: number;
  beforeEach(async () => {
    time = 1000;
    log = await openLog();
    await append('a', 'b', 'c');
  });
  afterEach(() => log.close());

  const feed = createFeed<string>((error) => assert.fail(String(error)));
  let commits = 0;
  const terms = (holder: string): LeaseTerms => ({ leases: log.leases, holder, ttlMs: 90, now: () => time });
  /** Appends a milestone for each text, each on its own stream, with another commit before it. */
  const append = async (...texts: string[]): Promise<void> => {
    for (const text of texts)
      for (const milestone of [false, true]) {
        const stream = `s${++commits}`;
        const outcome = await log.store.append({
          stream,
          expectedVersion: 0,
          commitId: 'c',
          at: 1,
          events: [text],
          milestone,
        });
        if (outcome.kind === 'appended') feed.publish({ ...outcome.commit, milestone });
      }
  };

  /** Keeps the texts it was given; `apply` may be made to fail. */
  const listing = () => {
    let texts: string[] = [];
    const given: number[] = [];
    let failing: Error | undefined;
    const projection: Projection<string> = {
      name: 'listing',
      apply: async (batch: readonly Positioned<string>[]) => {
        if (failing) throw failing;
        given.push(batch.length);
        for (const { events } of batch) texts.push(...events);
      },
      reset: async () => {
        texts = [];
      },
    };
    const fail = (error: Error | undefined): void => {
      failing = error;
    };
    return { projection, fail, given, texts: () => texts.join('') };
  };

  const started = (list = listing(), lease?: LeaseTerms, shared?: SharedProgress, store = log.store, restMs = 0) => {
    const errors: unknown[] = [];
    const waits = manualWait();
    const projector = startProjector({
      store,
      checkpoints: log.checkpoints,
      projection: list.projection,
      wake: (woken) => feed.followAll(({ milestone }) => milestone && woken()),
      report: (error) => errors.push(error),
      wait: waits.wait,
      batch: 2,
      ...{ lease, shared, restMs },
    });
    return { ...list, ...projector, errors, end: waits.end, begun: waits.begun };
  };

  it('[PJ1] applies the milestones in the order of the log, a batch at a time, and then notes how far it came', async () => {
    const { caughtUp, stop, texts, given } = started();
    await caughtUp();
    assert.equal(texts(), 'abc');
    assert.deepEqual(given, [2, 1]);
    await stop();
    assert.equal(await log.checkpoints.read('listing'), await log.store.head());
  });

  it('[PJ2] goes on after the commit it noted last', async () => {
    const first = started();
    await first.caughtUp();
    await first.stop();
    await append('d');
    const second = started();
    await second.caughtUp();
    assert.equal(second.texts(), 'd');
    await second.stop();
  });

  it('[PJ3] is woken by a milestone', async () => {
    const { caughtUp, stop, texts } = started();
    await caughtUp();
    await append('d', 'e');
    await caughtUp();
    assert.equal(texts(), 'abcde');
    await stop();
  });

  it('[PJ16] looks no further when it was given less than a batch', async () => {
    let looks = 0;
    const tail: OpenLog<string>['store']['tail'] = (after, limit) => {
      looks += 1;
      return log.store.tail(after, limit);
    };
    const { caughtUp, stop, texts } = started(listing(), undefined, undefined, { ...log.store, tail });
    await caughtUp();
    for (const text of ['d', 'e']) {
      await append(text);
      await caughtUp();
    }
    assert.deepEqual([texts(), looks], ['abcde', 4]);
    await stop();
  });

  describe('with a rest between its steps', () => {
    /** Resolves once it rests, having applied everything. */
    const resting = async () => {
      const projector = started(listing(), undefined, undefined, undefined, 50);
      await projector.begun(50);
      return projector;
    };

    it('[PJ17] what happens during the rest shares the next step', async () => {
      const { stop, texts, given, end, begun } = await resting();
      await append('d');
      await append('e');
      await setImmediate();
      assert.equal(texts(), 'abc');
      await end(50);
      await begun(50);
      assert.deepEqual([texts(), given], ['abcde', [2, 1, 2]]);
      await stop();
    });

    it('[PJ17] what happens after it is applied at once', async () => {
      const { stop, texts, end, begun } = await resting();
      await end(50);
      await append('d');
      await begun(50);
      assert.equal(texts(), 'abcd');
      await stop();
    });

    it('[PJ17] who waits, before it or during it, waits for no rest', async () => {
      const { stop, texts, caughtUp } = await resting();
      await append('d');
      await caughtUp();
      assert.equal(texts(), 'abcd');
      const next = caughtUp((await log.store.head()) + 2);
      await append('e');
      await next;
      assert.equal(texts(), 'abcde');
      await stop();
    });
  });

  it('[PJ4] finds what nobody told it of at the next look', async () => {
    const { caughtUp, stop, texts, end } = started();
    await caughtUp();
    await log.store.append({ stream: 'x', expectedVersion: 0, commitId: 'c', at: 1, events: ['d'], milestone: true });
    await end(1000);
    await caughtUp();
    assert.equal(texts(), 'abcd');
    await stop();
  });

  it('[PJ5] reports what fails and tries again, each time after twice the wait', async () => {
    const list = listing();
    const wrong = new Error('wrong');
    list.fail(wrong);
    const { caughtUp, stop, texts, errors, end, begun } = started(list);
    await end(100);
    await end(200);
    await begun(400);
    list.fail(undefined);
    await end(400);
    await caughtUp();
    assert.deepEqual(errors, [wrong, wrong, wrong]);
    assert.equal(texts(), 'abc');
    await stop();
  });

  it('[PJ6] says how far it is behind', async () => {
    const list = listing();
    const { lag, caughtUp, stop, end, begun } = started(list);
    await caughtUp();
    assert.equal(await lag(), 0);
    list.fail(new Error('wrong'));
    await append('d');
    await begun(100);
    assert.equal(await lag(), 2);
    list.fail(undefined);
    await end(100);
    await caughtUp();
    assert.equal(await lag(), 0);
    await stop();
  });

  it('[PJ7] lets one wait for a position, and says so when it stops before', async () => {
    const { caughtUp, stop, texts } = started();
    await caughtUp(2);
    assert.ok(texts().startsWith('a'));
    await caughtUp();
    const never = caughtUp(1_000_000);
    const refused = assert.rejects(never, /has stopped/);
    await stop();
    await refused;
    await assert.rejects(caughtUp(1_000_000), /has stopped/);
    await caughtUp(2);
  });

  it('[PJ8] one of several processes does the work, and another goes on when the lease runs out', async () => {
    const first = started(listing(), terms('node 1'));
    await first.caughtUp();
    const second = started(listing(), terms('node 2'));
    await second.caughtUp();
    assert.deepEqual([first.texts(), second.texts()], ['abc', '']);

    first.fail(new Error('this node has lost its way'));
    await append('d');
    await first.begun(100);
    time += 90;
    await second.end(1000);
    await second.caughtUp();
    assert.deepEqual([first.texts(), second.texts()], ['abc', 'd']);
    await Promise.all([first.stop(), second.stop()]);
  });

  it('[PJ8] a process that stops gives the work up at once', async () => {
    const first = started(listing(), terms('node 1'));
    await first.caughtUp();
    await first.stop();
    await append('d');
    const second = started(listing(), terms('node 2'));
    await second.caughtUp();
    assert.equal(second.texts(), 'd');
    await second.stop();
  });

  it('[PJ13] a node without the lease hears how far the others are, without a look of its own', async () => {
    const heard = createListeners<'position', number>((error) => assert.fail(String(error)));
    const shared: SharedProgress = {
      tell: (position) => heard.tell('position', position),
      hear: (run) => heard.add('position', run),
    };
    const first = started(listing(), terms('node 1'), shared);
    await first.caughtUp();
    const second = started(listing(), terms('node 2'), shared);
    await second.caughtUp();
    await append('d');
    await second.caughtUp();
    assert.deepEqual([first.texts(), second.texts()], ['abcd', '']);
    await Promise.all([first.stop(), second.stop()]);
  });

  it('[PJ15] a holder that wakes in the middle of a batch when another has gone on moves nothing back', async () => {
    const stopped = gate();
    const list = listing();
    const { apply } = list.projection;
    const slow = {
      ...list,
      projection: {
        ...list.projection,
        apply: (batch: readonly Positioned<string>[]) => stopped.passed.then(() => apply(batch)),
      },
    };
    const first = started(slow, terms('node 1'));
    await first.begun(1000);
    time += 90;
    const second = started(listing(), terms('node 2'));
    await second.caughtUp();
    const reached = await log.checkpoints.read('listing');
    stopped.open();
    await first.caughtUp();
    assert.equal(await log.checkpoints.read('listing'), reached);
    await append('d');
    await second.caughtUp();
    assert.deepEqual([first.texts(), second.texts(), first.errors], ['ab', 'abcd', []]);
    await Promise.all([first.stop(), second.stop()]);
  });

  it('[PJ9] applies nothing once it has stopped', async () => {
    const { caughtUp, stop, texts } = started();
    await caughtUp();
    await stop();
    await append('d');
    assert.equal(texts(), 'abc');
  });

  it('[PJ10] a rebuild empties the read model and fills it from the beginning', async () => {
    const list = listing();
    const { caughtUp, stop } = started(list);
    await caughtUp();
    await stop();
    const before = list.texts();
    await rebuild({ store: log.store, checkpoints: log.checkpoints, projection: list.projection, batch: 2 });
    assert.equal(list.texts(), before);
    assert.equal(await log.checkpoints.read('listing'), await log.store.head());
  });

  it('[PJ10] a rebuild that dies half-way is made good by the next projector', async () => {
    const list = listing();
    const running = started(list);
    await running.caughtUp();
    await running.stop();
    list.fail(new Error('killed'));
    const { projection } = list;
    await assert.rejects(rebuild({ store: log.store, checkpoints: log.checkpoints, projection }), /killed/);
    list.fail(undefined);
    const next = started(list);
    await next.caughtUp();
    await next.stop();
    assert.equal(list.texts(), 'abc');
  });
});
