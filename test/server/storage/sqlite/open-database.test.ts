import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdirSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Worker } from 'node:worker_threads';
import { StoreUnavailable } from '../../../../server/eventing/event-store.ts';
import { NewerSchema } from '../../../../server/storage/newer-schema.ts';
import type { Database, Statement } from '../../../../server/storage/sqlite/database.ts';
import { NothingChanged, UniqueViolation } from '../../../../server/storage/sqlite/database.ts';
import { DataInUse } from '../../../../server/storage/sqlite/folder-lock.ts';
import type { Migration } from '../../../../server/storage/sqlite/migrate.ts';
import { openDatabase } from '../../../../server/storage/sqlite/open-database.ts';
import { temporaryFolder } from './temporary-database.ts';

const notes: Migration = {
  id: 1,
  name: 'notes',
  sql: 'CREATE TABLE notes (id INTEGER PRIMARY KEY, text TEXT NOT NULL UNIQUE) STRICT;',
};
const authors: Migration = {
  id: 2,
  name: 'authors',
  sql: 'CREATE TABLE authors (name TEXT); CREATE TABLE extra (a TEXT);',
};

const insert = (text: string, mustChange = false): Statement => ({
  sql: 'INSERT INTO notes (text) VALUES (?) ON CONFLICT (id) DO NOTHING',
  params: [text],
  mustChange,
});
const removeAll: Statement = { sql: 'DELETE FROM notes WHERE text = ?', params: ['nobody'], mustChange: true };
const texts = (db: Database): string[] =>
  db.all<{ text: string }>('SELECT text FROM notes ORDER BY id').map((row) => row.text);

describe('the SQLite database', () => {
  const folder = temporaryFolder();
  after(() => folder.remove());
  let files = 0;
  const newFile = (): string => join(folder.path, String(++files), 'deep', 'data.db');
  let db: Database;
  beforeEach(async () => {
    db = await openDatabase({ file: newFile(), migrations: [notes] });
  });
  afterEach(() => db.close());

  it('[DB1] a write of several statements happens as a whole or not at all', async () => {
    await db.write([insert('a'), insert('b')]);
    await assert.rejects(db.write([insert('c'), insert('a'), insert('d')]), UniqueViolation);
    await assert.rejects(db.write([insert('e'), removeAll]), NothingChanged);
    assert.deepEqual(texts(db), ['a', 'b']);
  });

  it('[DB2] writes that fail leave the others of their group as they are', async () => {
    await db.write([insert('a')]);
    const outcomes = await Promise.allSettled([
      db.write([insert('b')]),
      db.write([insert('a')]),
      db.write([insert('c'), insert('a')]),
      db.write([removeAll]),
      db.write([{ sql: 'NONSENSE', params: [] }]),
      db.write([{ sql: 'INSERT INTO notes (id, text) VALUES (?, ?)', params: ['x', 'wrong type'] }]),
      db.write([insert('d'), insert('e')]),
    ]);
    assert.deepEqual(
      outcomes.map((outcome) => (outcome.status === 'fulfilled' ? 'ok' : outcome.reason.name)),
      ['ok', 'UniqueViolation', 'UniqueViolation', 'NothingChanged', 'Error', 'Error', 'ok'],
    );
    assert.deepEqual(texts(db), ['a', 'b', 'd', 'e']);
  });

  it('[DB3] a write answers what each statement changed and returned', async () => {
    await db.write([insert('a'), insert('b')]);
    const [none, all, returned] = await db.write([
      { sql: 'DELETE FROM notes WHERE id > 100', params: [] },
      { sql: "UPDATE notes SET text = text || '!'", params: [] },
      { sql: 'INSERT INTO notes (text) VALUES (?) RETURNING id, text', params: ['c'], mustChange: true },
    ]);
    assert.deepEqual(
      [none, all],
      [
        { changes: 0, rows: [] },
        { changes: 2, rows: [] },
      ],
    );
    assert.equal(returned!.changes, 1);
    assert.deepEqual({ ...returned!.rows[0] }, { id: 3, text: 'c' });
    const [single] = await db.write([{ sql: 'DELETE FROM notes WHERE id = ? RETURNING text', params: [3] }]);
    assert.deepEqual({ ...single!.rows[0] }, { text: 'c' });
  });

  it('[DB4] every value that SQLite can hold goes there and back', async () => {
    await db.write([{ sql: 'CREATE TABLE kinds (a, b, c, d, e)', params: [] }]);
    const bytes = new Uint8Array([0, 1, 255]);
    await db.write([
      { sql: 'INSERT INTO kinds VALUES (?, ?, ?, ?, ?)', params: ['ü\u{1f434}', 1.5, 12n, null, bytes] },
    ]);
    assert.deepEqual(
      { ...db.get<object>('SELECT * FROM kinds') },
      { a: 'ü\u{1f434}', b: 1.5, c: 12, d: null, e: bytes },
    );
  });

  it('[DB5] what was acknowledged is seen by the next read', async () => {
    const seen = await Promise.all(
      Array.from({ length: 200 }, async (_, at) => {
        await db.write([insert(`n${at}`)]);
        return db.get('SELECT 1 FROM notes WHERE text = ?', `n${at}`) !== undefined;
      }),
    );
    assert.ok(seen.every((found) => found));
  });

  it('[DB6] reads cannot write', () => {
    assert.throws(() => db.all("INSERT INTO notes (text) VALUES ('a') RETURNING id"), /readonly/);
  });
});

describe('opening and closing the SQLite database', () => {
  const folder = temporaryFolder();
  after(() => folder.remove());
  let files = 0;
  const newFile = (): string => join(folder.path, String(++files), 'data.db');

  it('[DB9] closing waits for what is being written, and later writes are refused', async () => {
    const file = newFile();
    const db = await openDatabase({ file, migrations: [notes] });
    const writes = Promise.all(Array.from({ length: 500 }, (_, at) => db.write([insert(`n${at}`)])));
    await db.close();
    await writes;
    await assert.rejects(db.write([insert('late')]), StoreUnavailable);
    const again = await openDatabase({ file, migrations: [notes] });
    assert.equal(texts(again).length, 500);
    await again.close();
  });

  it('[DB15] when the writer dies, no write is left without an answer, and closing works', async () => {
    const started = once(process, 'worker');
    const lost: string[] = [];
    const opening = openDatabase({ file: newFile(), migrations: [notes], onLost: (reason) => lost.push(reason) });
    const [worker] = (await started) as [Worker];
    const db = await opening;
    const underWay = assert.rejects(db.write([insert('a')]), StoreUnavailable);
    await worker.terminate();
    await underWay;
    await assert.rejects(db.write([insert('b')]), StoreUnavailable);
    assert.deepEqual(lost, ['the writer has stopped']);
    await db.close();
    assert.equal(lost.length, 1);
  });

  it('[DB15] closing is no loss', async () => {
    const lost: string[] = [];
    const db = await openDatabase({ file: newFile(), migrations: [notes], onLost: (reason) => lost.push(reason) });
    await db.close();
    assert.deepEqual(lost, []);
  });

  it('[DB10] a folder that is in use is refused by name, and is free after closing', async () => {
    const file = newFile();
    const first = await openDatabase({ file, migrations: [notes] });
    await assert.rejects(openDatabase({ file, migrations: [notes] }), (error: Error) => {
      return error instanceof DataInUse && error.message.includes(dirname(file));
    });
    await first.write([insert('still works')]);
    await first.close();
    await (await openDatabase({ file, migrations: [notes] })).close();
  });

  it('[DB19] a lock that cannot be taken for another reason says that reason', async () => {
    const file = newFile();
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(
      join(dirname(file), 'lock.db'),
      'this is no database, and long enough not to be taken for one'.repeat(20),
    );
    await assert.rejects(openDatabase({ file, migrations: [notes] }), (error: Error) => {
      return !(error instanceof DataInUse) && error.message.includes('not a database');
    });
  });

  it('[DB11] migrations run once each, in order, onto what is there', async () => {
    const file = newFile();
    const first = await openDatabase({ file, migrations: [notes] });
    await first.write([insert('kept')]);
    await first.close();
    const second = await openDatabase({ file, migrations: [notes, authors] });
    assert.deepEqual(texts(second), ['kept']);
    assert.deepEqual(second.all('SELECT * FROM authors'), []);
    await second.close();
    await assert.rejects(openDatabase({ file: newFile(), migrations: [authors, notes] }), /out of order/);
  });

  it('[DB12] a migration that fails leaves nothing of itself, and names itself', async () => {
    const file = newFile();
    const faulty = { id: 2, name: 'faulty', sql: 'CREATE TABLE half (a TEXT); CREATE NONSENSE;' };
    await assert.rejects(openDatabase({ file, migrations: [notes, faulty] }), /migration 2 \(faulty\) failed/);
    const db = await openDatabase({ file, migrations: [notes] });
    assert.equal(db.get("SELECT 1 FROM sqlite_schema WHERE name = 'half'"), undefined);
    await db.close();
  });

  it('[DB13] data of a newer release is refused and left as it is', async () => {
    const file = newFile();
    await (await openDatabase({ file, migrations: [notes, authors] })).close();
    await assert.rejects(openDatabase({ file, migrations: [notes] }), NewerSchema);
    await (await openDatabase({ file, migrations: [notes, authors] })).close();
  });

  it('[DB14] the folder it makes is for the owner alone', async () => {
    const file = newFile();
    await (await openDatabase({ file, migrations: [] })).close();
    assert.equal(statSync(dirname(file)).mode & 0o077, 0);
  });
});
