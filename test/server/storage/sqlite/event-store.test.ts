import assert from 'node:assert/strict';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Json } from '../../../../server/eventing/event-store.ts';
import type { SqlValue } from '../../../../server/storage/sqlite/database.ts';
import { createSqliteEventStore } from '../../../../server/storage/sqlite/event-store.ts';
import { migrations } from '../../../../server/storage/sqlite/migrations.ts';
import { openDatabase } from '../../../../server/storage/sqlite/open-database.ts';
import { eventStoreContract } from '../../../contract/event-store.ts';
import { killContract } from '../../../contract/kill.ts';
import { openTemporaryDatabase, temporaryFolder } from './temporary-database.ts';

eventStoreContract('SQLite', async () => {
  const db = await openTemporaryDatabase();
  const store = createSqliteEventStore<Json>(db);
  return { store, rival: createSqliteEventStore<Json>(db), close: db.close };
});

const folder = temporaryFolder();
const file = join(folder.path, 'octothorpe.db');
after(() => folder.remove());

const openLog = async () => {
  const db = await openDatabase({ file, migrations });
  return { store: createSqliteEventStore<Json>(db), close: db.close };
};
killContract('SQLite', async () => ({
  script: fileURLToPath(new URL('./storm-child.ts', import.meta.url)),
  args: [file],
  open: openLog,
  remove: async () => undefined,
}));

describe('the log in SQLite', () => {
  it('[ES15] is the same when it is opened again', async () => {
    const first = await openLog();
    await first.store.append({ stream: 's', expectedVersion: 0, commitId: 'c', at: 1, events: [1], milestone: true });
    const before = await first.store.tail(0, 100_000);
    await first.close();
    const second = await openLog();
    assert.deepEqual(await second.store.tail(0, 100_000), before);
    await second.close();
  });

  it('[ES15] is the same after an upgrade from the release that kept two indexes', async () => {
    const old = join(folder.path, 'old.db');
    const before = await openDatabase({ file: old, migrations: migrations.slice(0, 6) });
    const sql = 'INSERT INTO commits (stream, version, commit_id, at, milestone, events) VALUES (?, ?, ?, ?, ?, ?)';
    for (const version of [1, 2, 3])
      await before.write([{ sql, params: ['s', version, `c${version}`, version, version % 2, `[${version}]`] }]);
    await before.close();
    const db = await openDatabase({ file: old, migrations });
    const store = createSqliteEventStore<Json>(db);
    const all = await store.all(0, 10);
    assert.deepEqual(
      all.map(({ position, version, commitId, events }) => [position, version, commitId, events]),
      [1, 2, 3].map((version) => [version, version, `c${version}`, [version]]),
    );
    assert.deepEqual(
      (await store.tail(0, 10)).map(({ version }) => version),
      [1, 3],
    );
    const next = { stream: 's', expectedVersion: 3, at: 4, events: [4], milestone: false };
    assert.equal((await store.append({ ...next, commitId: 'c2' })).kind, 'duplicate');
    assert.equal((await store.append({ ...next, commitId: 'c4' })).kind, 'appended');
    await db.close();
  });

  it('[ES16] finds milestones, streams and commit ids by an index, however long it has become', async () => {
    const db = await openTemporaryDatabase();
    const asked: [string, readonly SqlValue[]][] = [];
    const noting =
      <Rows>(rows: Rows) =>
      (sql: string, ...params: readonly SqlValue[]): Rows => {
        asked.push([sql, params]);
        return rows;
      };
    const store = createSqliteEventStore<Json>({ ...db, all: noting([]), get: noting(undefined) });
    await Promise.all([
      store.head(),
      store.tail(5, 10),
      store.all(5, 10),
      store.read('s', 3),
      store.findCommit('s', 'c'),
    ]);
    for (const [sql, params] of asked) {
      const plan = db.all<{ detail: string }>(`EXPLAIN QUERY PLAN ${sql}`, ...params);
      for (const { detail } of plan)
        assert.match(detail, /^SEARCH|^SCAN commits USING COVERING INDEX commits_milestones$/);
    }
    assert.equal(asked.length, 5);
    await db.close();
  });
});
