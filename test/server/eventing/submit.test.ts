import assert from 'node:assert/strict';
import type { EventStore } from '../../../server/eventing/event-store.ts';
import { StoreUnavailable } from '../../../server/eventing/event-store.ts';
import type { Published } from '../../../server/eventing/feed.ts';
import { Contended } from '../../../server/eventing/outcome.ts';
import { createStreamCache } from '../../../server/eventing/stream-cache.ts';
import { createSubmit } from '../../../server/eventing/submit.ts';
import { type CounterEvent, counter } from './counter.ts';
import { gate, type OpenLog, openLog } from './open-log.ts';

describe('submit', () => {
  let log: OpenLog<CounterEvent>;
  let streams = 0;
  const newStream = (): string => `s${++streams}`;
  before(async () => {
    log = await openLog();
  });
  after(() => log.close());

  /** A process of its own: its cache and what it published. */
  const node = (changes: Partial<EventStore<CounterEvent>> = {}) => {
    const cache = createStreamCache(counter, 100);
    const published: Published<CounterEvent>[] = [];
    const submit = createSubmit({
      store: { ...log.store, ...changes },
      decider: counter,
      cache,
      publish: (commit) => published.push(commit),
      isMilestone: (events) => events.some(({ added }) => added >= 100),
      now: () => 1234,
    });
    return { submit, cache, published };
  };

  it('[SB1] an accepted command is stored, published and answered with the state after it', async () => {
    const stream = newStream();
    const { submit, published } = node();
    await submit(stream, { add: 3 }, 'a');
    const outcome = await submit(stream, { add: 100 }, 'b');
    const commit = { stream, version: 2, commitId: 'b', at: 1234, events: [{ added: 100 }] };
    assert.deepEqual(outcome, { ok: true, version: 2, commit, state: 103 });
    assert.deepEqual((await log.store.read(stream))[1], commit);
    assert.deepEqual(
      published.map(({ version, milestone }) => [version, milestone]),
      [
        [1, false],
        [2, true],
      ],
    );
  });

  it('[SB2] nobody is told before it is durable', async () => {
    const durable = gate();
    const { submit, published } = node({
      append: async (commit) => {
        const outcome = await log.store.append(commit);
        await durable.passed;
        return outcome;
      },
    });
    let answered = false;
    const asked = submit(newStream(), { add: 1 }, 'a').then(() => {
      answered = true;
    });
    await new Promise((resolve) => setImmediate(resolve));
    assert.deepEqual([answered, published.length], [false, 0]);
    durable.open();
    await asked;
    assert.deepEqual([answered, published.length], [true, 1]);
  });

  it('[SB3] a refused command writes nothing and tells nobody', async () => {
    const stream = newStream();
    const { submit, published } = node();
    await submit(stream, { add: 3 }, 'a');
    assert.deepEqual(await submit(stream, { add: 998 }, 'b'), { ok: false, refusal: 'counter/full', version: 1 });
    assert.equal((await log.store.read(stream)).length, 1);
    assert.equal(published.length, 1);
  });

  for (const [where, anew] of [
    ['in the same process', false],
    ['in a new one', true],
  ] as const)
    it(`[SB4] a repeated command gets the first outcome, ${where}`, async () => {
      const stream = newStream();
      const first = node();
      await first.submit(stream, { add: 3 }, 'a');
      await first.submit(stream, { add: 4 }, 'b');
      const { submit } = anew ? node() : first;
      const repeated = await submit(stream, { add: 3 }, 'a');
      assert.ok(repeated.ok);
      assert.deepEqual([repeated.version, repeated.commit.events, repeated.state], [1, [{ added: 3 }], 7]);
      assert.equal((await log.store.read(stream)).length, 2);
    });

  it('[SB4] also when it would be refused now', async () => {
    const stream = newStream();
    const { submit } = node();
    await submit(stream, { addOnce: 5 }, 'a');
    const repeated = await submit(stream, { addOnce: 5 }, 'a');
    assert.ok(repeated.ok && repeated.version === 1);
    assert.deepEqual(await submit(stream, { addOnce: 5 }, 'b'), { ok: false, refusal: 'counter/not-zero', version: 1 });
  });

  it('[SB5] commands of one stream wait for each other, those of others do not', async () => {
    const [slow, quick] = [newStream(), newStream()];
    const held = gate();
    const appended: string[] = [];
    const { submit } = node({
      append: async (commit) => {
        if (commit.commitId === 'a') await held.passed;
        appended.push(commit.commitId);
        return log.store.append(commit);
      },
    });
    const waiting = [submit(slow, { add: 1 }, 'a'), submit(slow, { add: 1 }, 'b')];
    await submit(quick, { add: 1 }, 'c');
    assert.deepEqual(appended, ['c']);
    held.open();
    await Promise.all(waiting);
    assert.deepEqual(appended, ['c', 'a', 'b']);
  });

  it('[SB6] a command that meets a conflict is decided again on what is there now', async () => {
    const stream = newStream();
    const [mine, theirs] = [node(), node()];
    await mine.submit(stream, { add: 1 }, 'a');
    await theirs.submit(stream, { add: 990 }, 'b');
    const outcome = await mine.submit(stream, { add: 9 }, 'c');
    assert.ok(outcome.ok);
    assert.deepEqual([outcome.version, outcome.state], [3, 1000]);
  });

  it('[SB7] a command that meets nothing but conflicts is given up', async () => {
    let tries = 0;
    const { submit } = node({
      append: async () => {
        tries++;
        return { kind: 'conflict' };
      },
    });
    await assert.rejects(submit(newStream(), { add: 1 }, 'a'), Contended);
    assert.equal(tries, 8);
  });

  it('[SB8] nobody is refused for what is no longer so', async () => {
    const stream = newStream();
    const [mine, theirs] = [node(), node()];
    await mine.submit(stream, { add: 1000 }, 'a');
    await theirs.submit(stream, { add: -500 }, 'b');
    const outcome = await mine.submit(stream, { add: 300 }, 'c');
    assert.ok(outcome.ok);
    assert.deepEqual([outcome.version, outcome.state], [3, 800]);
  });

  it('[SB9] when it is not known whether it was written, the next command, waiting already, is judged on what was', async () => {
    const stream = newStream();
    let fails = false;
    const { submit } = node({
      append: async (commit) => {
        const outcome = await log.store.append(commit);
        if (fails) throw new StoreUnavailable('no answer');
        return outcome;
      },
    });
    await submit(stream, { add: 1 }, 'a');
    fails = true;
    const [lost, next] = await Promise.allSettled([submit(stream, { add: 1 }, 'b'), submit(stream, { add: 0 }, 'c')]);
    assert.equal(lost.status, 'rejected');
    assert.ok(next.status === 'fulfilled');
    assert.equal(next.value.version, 2);
  });

  it('[SB9] when it is not known whether it was written, the retry finds out', async () => {
    const stream = newStream();
    let fails = true;
    const { submit, cache, published } = node({
      append: async (commit) => {
        const outcome = await log.store.append(commit);
        if (fails) throw new StoreUnavailable('no answer');
        return outcome;
      },
    });
    await assert.rejects(submit(stream, { add: 1 }, 'a'), StoreUnavailable);
    assert.equal(cache.get(stream), undefined);
    fails = false;
    const outcome = await submit(stream, { add: 1 }, 'a');
    assert.ok(outcome.ok);
    assert.deepEqual([outcome.version, outcome.state], [1, 1]);
    assert.deepEqual(
      published.map(({ version }) => version),
      [1],
    );
  });

  it('[SB10] a command that changes nothing stores nothing', async () => {
    const stream = newStream();
    const { submit, published } = node();
    await submit(stream, { add: 1 }, 'a');
    const outcome = await submit(stream, { add: 0 }, 'b');
    assert.ok(outcome.ok);
    assert.deepEqual([outcome.version, outcome.commit.events, outcome.state], [1, [], 1]);
    assert.deepEqual([(await log.store.read(stream)).length, published.length], [1, 1]);
  });

  it('[SB11] a command that fails does not stand in the way of the next', async () => {
    const stream = newStream();
    const { submit } = node({
      append: (commit) => (commit.commitId === 'a' ? Promise.reject(new Error('oh')) : log.store.append(commit)),
    });
    const [failed, next] = await Promise.allSettled([submit(stream, { add: 1 }, 'a'), submit(stream, { add: 2 }, 'b')]);
    assert.deepEqual([failed.status, next.status], ['rejected', 'fulfilled']);
  });

  it('[SB12] three processes with 100 commands each, asked again when contended, lose none and repeat none', async () => {
    const stream = newStream();
    const insist = async ({ submit }: ReturnType<typeof node>, commitId: string): Promise<void> => {
      const contended = await submit(stream, { add: 1 }, commitId).then(
        () => false,
        (error: unknown) => error instanceof Contended,
      );
      if (contended) await insist(node(), commitId);
    };
    await Promise.all(
      ['a', 'b', 'c'].map(async (name) => {
        const process = node();
        for (let round = 0; round < 100; round++) await insist(process, `${name}${round}`);
      }),
    );
    const read = await log.store.read(stream);
    assert.equal(read.length, 300);
    assert.equal(new Set(read.map(({ commitId }) => commitId)).size, 300);
  });
});
