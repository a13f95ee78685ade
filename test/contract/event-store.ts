import assert from 'node:assert/strict';
import type { Commit, EventStore, Json, NewCommit, Positioned } from '../../server/eventing/event-store.ts';
import { seeded } from '../support/random.ts';

export interface OpenLog {
  readonly store: EventStore<Json>;
  /** The same log as another process would open it, where the adapter allows several; else `store` itself. */
  readonly rival: EventStore<Json>;
  close(): Promise<void>;
}

let commits = 0;
/** A commit of one event, on a stream of its own, unless told otherwise. */
const commit = (changes: Partial<NewCommit<Json>> = {}): NewCommit<Json> => {
  const number = ++commits;
  const defaults = { stream: `s${number}`, expectedVersion: 0, commitId: `c${number}`, at: 1_700_000_000_000 + number };
  return { ...defaults, events: [{ type: 'Happened', number }], milestone: false, ...changes };
};

const versions = (read: readonly Commit<Json>[]): number[] => read.map(({ version }) => version);
const ids = (read: readonly Pick<Commit<Json>, 'commitId'>[]): string[] => read.map(({ commitId }) => commitId);

/** Appends at the end of the stream, however often others get there first. */
const appendAtEnd = async (store: EventStore<Json>, wanted: NewCommit<Json>): Promise<void> => {
  for (let expectedVersion = 0; ; ) {
    const { kind } = await store.append({ ...wanted, expectedVersion });
    if (kind !== 'conflict') return assert.equal(kind, 'appended');
    expectedVersion = (await store.read(wanted.stream, expectedVersion)).at(-1)?.version ?? expectedVersion;
  }
};

const appendingRules = (opened: () => OpenLog) => {
  it('[ES1] a commit is stored as it was given, and the version counts events', async () => {
    const { store } = opened();
    const first = commit({ events: [{ type: 'A' }, { type: 'B' }] });
    const second = commit({ stream: first.stream, expectedVersion: 2 });
    const outcome = await store.append(first);
    await store.append(second);
    const { stream, commitId, at, events } = first;
    const stored = { stream, version: 2, commitId, at, events };
    assert.deepEqual(outcome, { kind: 'appended', commit: stored });
    assert.deepEqual(await store.findCommit(stream, commitId), stored);
    assert.deepEqual(versions(await store.read(stream)), [2, 3]);
  });

  for (const [expectedVersion, where] of [
    [0, 'behind'],
    [1, 'inside a commit'],
    [3, 'ahead'],
  ] as const)
    it(`[ES2] an expected version ${where} is a conflict and writes nothing`, async () => {
      const { store } = opened();
      const first = commit({ events: [1, 2] });
      await store.append(first);
      const outcome = await store.append(commit({ stream: first.stream, expectedVersion }));
      assert.deepEqual(outcome, { kind: 'conflict' });
      assert.deepEqual(versions(await store.read(first.stream)), [2]);
    });

  it('[ES2] a new stream begins at version 0 only', async () => {
    const { store } = opened();
    const early = commit({ expectedVersion: 1 });
    assert.deepEqual(await store.append(early), { kind: 'conflict' });
    assert.deepEqual(await store.read(early.stream), []);
  });

  it('[ES3] of 100 appends on the same version exactly one is stored', async () => {
    const { store, rival } = opened();
    const { stream } = commit();
    const outcomes = await Promise.all(
      Array.from({ length: 100 }, (_, at) =>
        (at % 2 ? rival : store).append(commit({ stream, events: at % 3 ? [at] : [at, at] })),
      ),
    );
    const won = outcomes.filter(({ kind }) => kind === 'appended');
    assert.equal(won.length, 1);
    assert.equal(outcomes.filter(({ kind }) => kind === 'conflict').length, 99);
    assert.equal((await store.read(stream)).length, 1);
  });

  it('[ES6] 200 writers who reload after each conflict are all stored once, one after the other', async () => {
    const { store, rival } = opened();
    const { stream } = commit();
    const wanted = Array.from({ length: 200 }, () => commit({ stream }));
    await Promise.all(wanted.map((one, at) => appendAtEnd(at % 2 ? rival : store, one)));
    const read = await store.read(stream);
    assert.deepEqual(
      versions(read),
      wanted.map((_, at) => at + 1),
    );
    assert.deepEqual(ids(read).toSorted(), ids(wanted).toSorted());
  });

  it('[ES13] a commit without events is a mistake of the caller', async () => {
    await assert.rejects(opened().store.append(commit({ events: [] })), RangeError);
  });
};

const repeatingRules = (opened: () => OpenLog) => {
  const first = (): NewCommit<Json> => commit({ events: ['first'] });
  const again = (one: NewCommit<Json>): NewCommit<Json> => ({ ...one, at: 1, events: ['again', 'and again'] });

  it('[ES4] a repeated commit id gets the first commit and writes nothing', async () => {
    const { store } = opened();
    const one = first();
    const outcome = await store.append(one);
    assert.ok(outcome.kind === 'appended');
    const repeated = await store.append(again(one));
    assert.deepEqual(repeated, { kind: 'duplicate', commit: outcome.commit });
    assert.deepEqual(versions(await store.read(one.stream)), [1]);
  });

  it('[ES4] so it does after later commits, whichever version is expected', async () => {
    const { store } = opened();
    const one = first();
    await store.append(one);
    await store.append(commit({ stream: one.stream, expectedVersion: 1, events: [1, 2, 3] }));
    for (const expectedVersion of [0, 1, 4, 9]) {
      const repeated = await store.append({ ...again(one), expectedVersion });
      assert.ok(repeated.kind === 'duplicate');
      assert.deepEqual([repeated.commit.version, repeated.commit.events], [1, ['first']]);
    }
    assert.deepEqual(versions(await store.read(one.stream)), [1, 4]);
  });

  it('[ES4] of the same commit sent 50 times at once one is stored and all get it', async () => {
    const { store, rival } = opened();
    const one = first();
    const outcomes = await Promise.all(Array.from({ length: 50 }, (_, at) => (at % 2 ? rival : store).append(one)));
    assert.equal(outcomes.filter(({ kind }) => kind === 'appended').length, 1);
    assert.equal(outcomes.filter(({ kind }) => kind === 'duplicate').length, 49);
    for (const outcome of outcomes) assert.ok(outcome.kind !== 'conflict' && outcome.commit.version === 1);
  });

  it('[ES5] a commit id counts in its own stream only', async () => {
    const { store } = opened();
    const one = first();
    await store.append(one);
    assert.equal((await store.append(commit({ commitId: one.commitId }))).kind, 'appended');
    assert.equal(await store.findCommit(commit().stream, one.commitId), undefined);
  });
};

const readingRules = (opened: () => OpenLog) => {
  it('[ES7] a stream is read in order, from any version, and an unknown one is empty', async () => {
    const { store } = opened();
    const { stream } = commit();
    for (const expectedVersion of [0, 2, 4, 6]) await store.append(commit({ stream, expectedVersion, events: [1, 2] }));
    assert.deepEqual(versions(await store.read(stream)), [2, 4, 6, 8]);
    assert.deepEqual(versions(await store.read(stream, 4)), [6, 8]);
    assert.deepEqual(await store.read(stream, 8), []);
    assert.deepEqual(await store.read(commit().stream), []);
  });

  it('[ES12] events come back exactly as they were', async () => {
    const { store } = opened();
    const chance = seeded(7);
    const events: Json[] = [
      { type: 'Ünïcode', text: 'Žluťoučký kůň 🐴 \u0000 \u2028 \uD83D "\\ \n', empty: '', none: null },
      { type: 'Numbers', of: [0, -1, 0.1, 1e-300, Number.MAX_SAFE_INTEGER, 1.7976931348623157e308], yes: true },
      { type: 'Large', text: Array.from({ length: 100_000 }, () => chance().toString(36).slice(2, 12)).join('') },
    ];
    const one = commit({ events });
    await store.append(one);
    assert.deepEqual((await store.read(one.stream))[0]?.events, events);
    assert.deepEqual((await store.findCommit(one.stream, one.commitId))?.events, events);
  });
};

/** Reads page by page to the end. */
const pages = async (
  read: (after: number, limit: number) => Promise<readonly Positioned<Json>[]>,
  limit: number,
  from = 0,
): Promise<Positioned<Json>[]> => {
  const found: Positioned<Json>[] = [];
  for (;;) {
    const page = await read(found.at(-1)?.position ?? from, limit);
    assert.ok(page.length <= limit);
    if (page.length === 0) return found;
    found.push(...page);
  }
};

const assertRising = (found: readonly Positioned<Json>[]): void => {
  const positions = found.map(({ position }) => position);
  assert.ok(positions.every((position, at) => position > (positions[at - 1] ?? 0)));
};

const orderRules = (opened: () => OpenLog) => {
  const some = async (store: EventStore<Json>): Promise<NewCommit<Json>[]> => {
    const wanted = Array.from({ length: 60 }, (_, at) => commit({ milestone: at % 3 === 0 }));
    await Promise.all(wanted.map((one) => store.append(one)));
    return wanted;
  };

  it('[ES8] all commits come in one growing order, a page at a time', async () => {
    const { store } = opened();
    const before = (await pages(store.all, 1000)).length;
    const wanted = await some(store);
    const found = await pages(store.all, 7);
    assertRising(found);
    assert.equal(found.length, before + wanted.length);
    assert.deepEqual(ids(found.slice(before)).toSorted(), ids(wanted).toSorted());
  });

  it('[ES9] the tail is the milestones among them, in the same order and at the same positions', async () => {
    const { store } = opened();
    const start = (await pages(store.all, 1000)).at(-1)?.position ?? 0;
    const milestones = new Set((await some(store)).filter((one) => one.milestone).map(({ commitId }) => commitId));
    const expected = (await pages(store.all, 1000, start)).filter(({ commitId }) => milestones.has(commitId));
    assert.deepEqual(await pages(store.tail, 7, start), expected);
    assert.equal(expected.length, 20);
  });

  it('[ES11] the head is the position of the newest milestone, 0 when there is none', async () => {
    const { store } = opened();
    const newest = (await pages(store.tail, 1000)).at(-1)?.position ?? 0;
    assert.equal(await store.head(), newest);
    await store.append(commit());
    assert.equal(await store.head(), newest);
    await store.append(commit({ milestone: true }));
    const head = await store.head();
    assert.ok(head > newest);
    assert.deepEqual(await store.tail(head, 10), []);
  });

  it('[ES10] who tails while others append misses no milestone', async () => {
    const { store, rival } = opened();
    const start = await store.head();
    const chance = seeded(11);
    const milestones: string[] = [];
    const appendMany = async (log: EventStore<Json>): Promise<void> => {
      const { stream } = commit();
      for (let expectedVersion = 0; expectedVersion < 20; expectedVersion++) {
        const one = commit({ stream, expectedVersion, milestone: chance() < 0.5 });
        if (one.milestone) milestones.push(one.commitId);
        await log.append(one);
      }
    };
    let appending = true;
    const found: Positioned<Json>[] = [];
    const tailAll = async (): Promise<void> => {
      for (let last = false; !last; ) {
        last = !appending;
        found.push(...(await pages(store.tail, 3, found.at(-1)?.position ?? start)));
        await new Promise((resolve) => setImmediate(resolve));
      }
    };
    const tailing = tailAll();
    await Promise.all(Array.from({ length: 40 }, (_, at) => appendMany(at % 2 ? rival : store)));
    appending = false;
    await tailing;
    assertRising(found);
    assert.deepEqual(ids(found).toSorted(), milestones.toSorted());
  });
};

/** What every event store keeps. `open` gives an empty log. */
export const eventStoreContract = (name: string, open: () => Promise<OpenLog>): void => {
  describe(`the event store: ${name}`, () => {
    let log: OpenLog;
    before(async () => {
      log = await open();
    });
    after(() => log.close());
    const opened = (): OpenLog => log;

    it('[ES11] an empty log has its head at 0', async () => {
      assert.equal(await log.store.head(), 0);
      assert.deepEqual(await log.store.tail(0, 10), []);
    });
    appendingRules(opened);
    repeatingRules(opened);
    readingRules(opened);
    orderRules(opened);
  });
};
