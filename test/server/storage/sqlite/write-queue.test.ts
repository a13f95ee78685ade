import assert from 'node:assert/strict';
import { DatabaseSync } from 'node:sqlite';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { StoreUnavailable } from '../../../../server/eventing/event-store.ts';
import type { Batch } from '../../../../server/storage/sqlite/batch.ts';
import { createBatchRunner } from '../../../../server/storage/sqlite/run-batch.ts';
import { createWriteQueue, type Defer } from '../../../../server/storage/sqlite/write-queue.ts';

const write = [{ sql: 'INSERT INTO t VALUES (?)', params: [1] }];
const atOnce: Defer = (run) => void setImmediate(run);
const writesOf = ({ ops }: Batch): number => ops.length / 5;

describe('the write queue', () => {
  it('[DB7] what arrives while a batch is being written shares the next one', async () => {
    const sent: Batch[] = [];
    const queue = createWriteQueue((batch) => sent.push(batch), { defer: atOnce });
    const first = [queue.write(write), queue.write(write)];
    await nextTurn();
    const second = [queue.write(write), queue.write(write), queue.write(write)];
    await nextTurn();
    assert.deepEqual(sent.map(writesOf), [2]);
    queue.answered({ answers: [1, 1] });
    await Promise.all(first);
    await nextTurn();
    assert.deepEqual(sent.map(writesOf), [2, 3]);
    queue.answered({ answers: [1, 1, 1] });
    assert.deepEqual(await second[0], [{ changes: 1, rows: [] }]);
  });

  it('[DB7] a SQL text crosses to the worker once', async () => {
    const sent: Batch[] = [];
    const queue = createWriteQueue((batch) => sent.push(batch));
    for (let round = 0; round < 2; round++) {
      void queue.write(write);
      await nextTurn();
      queue.answered({ answers: [1] });
    }
    assert.deepEqual(
      sent.map(({ sqls }) => sqls.length),
      [1, 0],
    );
  });

  it('[DB18] a batch waits for company when the one before was shared; a lone write never does', async () => {
    const asked: boolean[] = [];
    const queue = createWriteQueue(() => undefined, {
      defer: (run, forCompany) => {
        asked.push(forCompany);
        run();
      },
    });
    const defers = async (writes: number): Promise<void> => {
      const waiting = Array.from({ length: writes }, () => queue.write(write));
      // The first is sent at once here; the others are gathered until it is answered.
      queue.answered({ answers: [1] });
      if (writes > 1) queue.answered({ answers: waiting.slice(1).map(() => 1) });
      await Promise.all(waiting);
    };
    await defers(1);
    await defers(1);
    await defers(3);
    await defers(1);
    await defers(1);
    assert.deepEqual(asked, [false, false, false, false, true, false]);
  });

  it('[DB8] a full queue refuses at once, and takes writes again when there is room', async () => {
    const queue = createWriteQueue(() => undefined, { limit: 2, defer: atOnce });
    const waiting = [queue.write(write), queue.write(write)];
    await assert.rejects(queue.write(write), StoreUnavailable);
    await nextTurn();
    queue.answered({ answers: [1, 1] });
    await Promise.all(waiting);
    const room = queue.write(write);
    await nextTurn();
    queue.answered({ answers: [1] });
    await room;
  });

  it('[DB15] when the writer dies, everything that waits and all that comes later is rejected', async () => {
    const queue = createWriteQueue(() => undefined);
    const inFlight = queue.write(write);
    await nextTurn();
    const gathered = queue.write(write);
    const drained = queue.drained();
    queue.fail('the writer has stopped');
    await assert.rejects(inFlight, StoreUnavailable);
    await assert.rejects(gathered, StoreUnavailable);
    await assert.rejects(queue.write(write), StoreUnavailable);
    await drained;
  });
});

describe('a batch of writes', () => {
  const sql = 'INSERT INTO t VALUES (?)';
  const opened = () => {
    const db = new DatabaseSync(':memory:');
    db.exec(`CREATE TABLE parents (id INTEGER PRIMARY KEY) STRICT;
      CREATE TABLE t (parent INTEGER REFERENCES parents (id) DEFERRABLE INITIALLY DEFERRED) STRICT;`);
    return { db, run: createBatchRunner(db), count: () => db.prepare('SELECT count(*) AS n FROM t').get()?.n };
  };

  it('[DB16] is rejected as a whole when COMMIT fails, and the next one goes on', () => {
    const { db, run, count } = opened();
    db.exec('INSERT INTO parents VALUES (1)');
    const failed = run({ sqls: [sql], ops: [1, 0, 0, 1, 1, 1, 0, 0, 1, 99] });
    assert.ok('failed' in failed);
    assert.equal(count(), 0);
    assert.deepEqual(run({ sqls: [], ops: [1, 0, 0, 1, 1] }), { answers: [1] });
    assert.equal(count(), 1);
  });

  it('[DB16] is rejected as a whole when a statement ends the transaction', () => {
    const { db, run, count } = opened();
    db.exec('INSERT INTO parents VALUES (1)');
    const failed = run({ sqls: [sql, 'ROLLBACK'], ops: [1, 0, 0, 1, 1, 1, 1, 0, 0, 1, 0, 0, 1, 1] });
    assert.ok('failed' in failed);
    assert.equal(count(), 0);
  });
});
