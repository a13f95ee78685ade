import assert from 'node:assert/strict';
import { type EventStore, type Json, StoreUnavailable } from '../../../../server/eventing/event-store.ts';
import { commitIndexes } from '../../../../server/storage/mongo/commit-doc.ts';
import { createMongoEventStore } from '../../../../server/storage/mongo/event-store.ts';
import { type MongoDatabase, openMongoDatabase } from '../../../../server/storage/mongo/open-database.ts';
import { runIndexes } from '../../../../server/storage/mongo/run-doc.ts';
import { serviceFor } from '../../../services.ts';
import { type FlakyProxy, openFlakyProxy } from '../../../support/flaky-proxy.ts';
import { eventually } from '../../../support/people.ts';
import { dropMongo, freshMongoUrl } from './temporary-mongo.ts';

describe('MongoDB that goes away', function () {
  this.timeout(40_000);
  let direct = '';
  let proxy: FlakyProxy;
  let db: MongoDatabase;
  let store: EventStore<Json>;
  let versions = 0;

  before(async function () {
    direct = freshMongoUrl(serviceFor(this, 'mongo'));
    const { hostname, port, pathname } = new URL(direct);
    // The proxy stands before a server of this machine only.
    if (hostname !== '127.0.0.1') this.skip();
    proxy = await openFlakyProxy(Number(port));
    const url = `mongodb://127.0.0.1:${proxy.port}${pathname}?directConnection=true`;
    db = await openMongoDatabase({ url, indexes: [...commitIndexes, ...runIndexes] });
    store = createMongoEventStore<Json>(db);
  });
  after(async () => {
    await db?.close();
    await proxy?.[Symbol.asyncDispose]();
    if (direct) await dropMongo(direct);
  });

  const commitOf = (version: number) => ({
    ...{ stream: 's', expectedVersion: version, commitId: `c${version}`, at: 1, events: [version], milestone: true },
  });
  /** Until it is known to be stored, as a client does. */
  const appendAtLast = (version: number) =>
    eventually(
      () => store.append(commitOf(version)).catch((error: unknown) => error),
      (outcome) => !(outcome instanceof Error),
    );
  const refusedInTime = async (work: Promise<unknown>): Promise<void> => {
    const begun = performance.now();
    await assert.rejects(work, StoreUnavailable);
    assert.ok(performance.now() - begun < 6000, 'refused long before anyone gives up');
  };

  it('[MG4] while it is gone, appends and reads are refused as StoreUnavailable; then all goes on', async () => {
    await appendAtLast(versions++);
    proxy.set('cut');
    await Promise.all([refusedInTime(store.append(commitOf(versions))), refusedInTime(store.read('s'))]);
    proxy.set('pass');
    await appendAtLast(versions++);
    assert.equal((await store.read('s')).length, versions);
  });

  it('[MG4] one that takes everything and answers nothing keeps nobody waiting for long', async () => {
    await appendAtLast(versions);
    versions += 1;
    proxy.set('swallow');
    const waiting = Array.from({ length: 20 }, () => refusedInTime(store.append(commitOf(versions))));
    await Promise.all([...waiting, refusedInTime(store.head()), refusedInTime(store.findCommit('s', 'c0'))]);
    proxy.set('pass');
    await appendAtLast(versions++);
    assert.equal((await store.read('s')).length, versions);
  });

  it('[MG5] an append whose answer was lost is found by its commit id, and stored once', async () => {
    proxy.delay(500);
    const lost = store.append(commitOf(versions));
    const cut = new Promise<void>((resolve) => setTimeout(resolve, 700)).then(() => proxy.drop());
    await assert.rejects(lost, StoreUnavailable);
    await cut;
    proxy.delay(0);
    await appendAtLast(versions++);
    const read = await store.read('s');
    assert.deepEqual(
      read.map(({ commitId }) => commitId),
      Array.from({ length: versions }, (_, version) => `c${version}`),
    );
  });

  it('[MG4] one that takes a second for each answer is waited for', async () => {
    await appendAtLast(versions++);
    proxy.delay(500);
    assert.equal((await store.append(commitOf(versions++))).kind, 'appended');
    proxy.delay(0);
    assert.equal(await store.head(), versions);
  });
});
