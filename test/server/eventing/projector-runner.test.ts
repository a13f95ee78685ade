import assert from 'node:assert/strict';
import { setImmediate } from 'node:timers/promises';
import type { Positioned } from '../../../server/eventing/event-store.ts';
import { createListeners } from '../../../server/eventing/listeners.ts';
import { rebuild, type SharedProgress } from '../../../server/eventing/projector-runner.ts';
import { gate, type OpenLog } from './open-log.ts';
import { listing, projectorWorld } from './projector-world.ts';

type World = Awaited<ReturnType<typeof projectorWorld>>;

describe('a projector', () => {
  let log: World['log'];
  let append: World['append'];
  let started: World['started'];
  let terms: World['terms'];
  let pass: World['pass'];
  beforeEach(async () => {
    ({ log, append, started, terms, pass } = await projectorWorld());
  });
  afterEach(() => log.close());

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
    pass(90);
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

  it('[PJ13] it asks the store while somebody waits, and for how far it is behind', async () => {
    const silent: SharedProgress = { tell: () => undefined, hear: () => () => undefined };
    const first = started(listing(), terms('node 1'), silent);
    await first.caughtUp();
    let reads = 0;
    const { read } = log.checkpoints;
    log.checkpoints.read = (name) => {
      reads += 1;
      return read(name);
    };
    const second = started(listing(), terms('node 2'), silent);
    await second.begun(1000);
    await setImmediate();
    await second.end(1000);
    await second.begun(1000);
    await append('d');
    await first.caughtUp();
    assert.deepEqual([await second.lag(), reads], [0, 2]);
    const seen = second.caughtUp();
    await second.end(1000);
    await seen;
    assert.deepEqual([second.texts(), reads], ['', 3]);
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
    pass(90);
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
