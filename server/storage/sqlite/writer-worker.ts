import { DatabaseSync } from 'node:sqlite';
import { parentPort, workerData } from 'node:worker_threads';
import type { Batch } from './batch.ts';
import { prepareForWriting } from './pragmas.ts';
import { createBatchRunner } from './run-batch.ts';

const db = prepareForWriting(new DatabaseSync((workerData as { file: string }).file));
const runBatch = createBatchRunner(db);
const port = parentPort!;

port.on('message', (message: Batch | 'close') => {
  if (message !== 'close') return port.postMessage(runBatch(message));
  db.exec('PRAGMA wal_checkpoint(TRUNCATE)');
  db.close();
  port.close();
});
port.postMessage('ready');
