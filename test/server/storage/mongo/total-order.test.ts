import assert from 'node:assert/strict';
import type { EventStore, Json, NewCommit, Positioned } from '../../../../server/eventing/event-store.ts';
import { type CommitDoc, commitIndexes, docOf } from '../../../../server/storage/mongo/commit-doc.ts';
import { createMongoEventStore } from '../../../../server/storage/mongo/event-store.ts';
import type { MongoDatabase } from '../../../../server/storage/mongo/open-database.ts';
import { type RunDoc, runIndexes } from '../../../../server/storage/mongo/run-doc.ts';
import { serviceFor } from '../../../services.ts';
import { seeded } from '../../../support/random.ts';
import { openTemporaryMongo } from './temporary-mongo.ts';
import { type Watch, watched } from './watched.ts';

let commits = 0;
const milestone = (
  stream: string,
  expectedVersion: number,
  changes: Partial<NewCommit<Json>> = {},
): NewCommit<Json> => {
  const number = ++commits;
  return { stream, expectedVersion, commitId: `c${number}`, at: number, events: [number], milestone: true, ...changes };
};
const ids = (found: readonly Pick<Positioned<Json>, 'commitId'>[]): string[] => found.map(({ commitId }) => commitId);

describe('the total order in MongoDB', function () {
  this.timeout(60_000);
  let db: MongoDatabase;
  let store: EventStore<Json>;
  let url = '';

  before(function () {
    url = serviceFor(this, 'mongo');
  });
  beforeEach(async () => {
    db = await openTemporaryMongo(url, [...commitIndexes, ...runIndexes]);
    store = createMongoEventStore<Json>(db);
  });
  afterEach(() => db.close());

  const through = (watch: Watch): EventStore<Json> => createMongoEventStore<Json>(watched(db, watch));

  /** Places without a gap, each commit once, each stream's commits in their order. */
  const assertWhole = async (expected: readonly NewCommit<Json>[]): Promise<void> => {
    const all = await store.all(0, 10_000);
    assert.deepEqual(ids(all).toSorted(), ids(expected).toSorted());
    const runs = await db.documents<RunDoc>('runs').find({}, { sort: { _id: 1 } });
    assert.deepEqual(
      runs.map(({ _id }) => _id),
      runs.map((_, at) => at + 1),
    );
    for (const [stream, found] of Map.groupBy(all, (commit) => commit.stream))
      assert.deepEqual(
        found,
        found.toSorted((one, other) => one.version - other.version),
        stream,
      );
    assert.deepEqual(
      (await store.tail(0, 10_000)).map(({ position, commitId }) => [position, commitId]),
      all
        .filter(({ commitId }) => expected.some((one) => one.commitId === commitId && one.milestone))
        .map(({ position, commitId }) => [position, commitId]),
    );
  };

  it('[MG6] nodes whose clocks disagree keep the order of each stream', async () => {
    const wanted = [1, 3_600_000, -3_600_000, 5].map((ahead, version) => milestone('s', version, { at: 1e9 + ahead }));
    for (const one of wanted) await store.append(one);
    assert.deepEqual(ids(await store.tail(0, 10)), ids(wanted));
  });

  it('[MG6] a commit that shows long after others of its time comes after what was read before, and is not lost', async () => {
    for (const stream of ['k', 'm', 'z']) await store.append(milestone(stream, 0));
    const before = await store.tail(0, 10);
    const late = milestone('a', 0, { at: 1 });
    await db.documents<CommitDoc>('commits').insert(docOf(late));
    assert.deepEqual(ids(await store.tail(before.at(-1)!.position, 10)), [late.commitId]);
    assert.deepEqual((await store.tail(0, 10)).slice(0, 3), before);
  });

  it('[MG6] a search that passed the place of a milestone before it was stored does not put the next one first', async () => {
    const [early, later] = [milestone('s', 0), milestone('s', 1)];
    await store.append(early);
    await store.append(later);
    let looks = 0;
    const hasty = through(async (collection, operation, work) => {
      const found = await work();
      if (collection !== 'commits' || operation !== 'find' || ++looks > 1) return found;
      return (found as CommitDoc[]).filter(({ version }) => version === 2);
    });
    assert.deepEqual(ids(await hasty.tail(0, 10)), ids([early, later]));
    assert.ok(looks > 1);
  });

  it('[MG7] one that was stopped before writing and wakes up much later writes nothing over others', async () => {
    const wanted = [milestone('a', 0), milestone('b', 0)];
    for (const one of wanted) await store.append(one);
    const [asleep, awake] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    const sleeper = through(async (_, operation, work) => {
      if (operation === 'insertInOrder') {
        asleep.resolve();
        await awake.promise;
      }
      return work();
    });
    const woken = sleeper.tail(0, 10);
    await asleep.promise;
    wanted.push(milestone('b', 1), milestone('c', 0));
    for (const one of wanted.slice(2)) await store.append(one);
    const meanwhile = await store.tail(0, 10);
    awake.resolve();
    assert.deepEqual(await woken, meanwhile);
    await assertWhole(wanted);
  });

  it('[MG7] one that dies at any moment leaves an order that the next one goes on with', async () => {
    const wanted: NewCommit<Json>[] = [];
    const dying = [(mortal: EventStore<Json>) => mortal.tail(0, 1), (mortal: EventStore<Json>) => mortal.all(1e9, 1)];
    for (const [kind, use] of dying.entries()) {
      for (let calls = 0, done = false; !done; calls++) {
        const added = [0, 1, 2].map((version) => milestone(`s${kind}-${calls}`, version, { milestone: version === 1 }));
        for (const one of added) await store.append(one);
        wanted.push(...added);
        let left = calls;
        const mortal = through(async (_, __, work) => {
          if (left-- <= 0) throw new Error('dead');
          return work();
        });
        done = await use(mortal).then(
          () => true,
          () => false,
        );
      }
    }
    await assertWhole(wanted);
  });

  it('[MG7] many at once give each commit one place', async () => {
    const chance = seeded(5);
    const rivals = Array.from({ length: 6 }, () => createMongoEventStore<Json>(db));
    const wanted: NewCommit<Json>[] = [];
    const writeAndRead = async (rival: EventStore<Json>, node: number): Promise<void> => {
      for (let version = 0; version < 25; version++) {
        const one = milestone(`s${node}`, version, { milestone: chance() < 0.6, at: Math.floor(chance() * 1e6) });
        wanted.push(one);
        await rival.append(one);
        if (chance() < 0.5) await rival.head();
      }
    };
    await Promise.all(rivals.map(writeAndRead));
    await assertWhole(wanted);
  });

  it('[MG8] what no milestone follows yet has a place in an export, which stays what it was', async () => {
    const [start, ...moves] = [0, 1, 2, 3].map((version) => milestone('s', version, { milestone: version === 0 }));
    for (const one of [start!, ...moves.slice(0, 2)]) await store.append(one);
    const before = await store.all(0, 10);
    assert.deepEqual(ids(before), ids([start!, ...moves.slice(0, 2)]));
    const end = milestone('s', 4);
    for (const one of [moves[2]!, end]) await store.append(one);
    const after = await store.all(0, 10);
    assert.deepEqual(after.slice(0, 3), before);
    assert.deepEqual(ids(after.slice(3)), ids([moves[2]!, end]));
    const inside = before[1]!.position;
    assert.deepEqual(await store.all(inside, 2), after.slice(2, 4));
  });
});
