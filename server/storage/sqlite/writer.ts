import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { BatchAnswer } from './batch.ts';
import type { Database } from './database.ts';
import { createWriteQueue } from './write-queue.ts';

export type Writer = Pick<Database, 'write' | 'close'>;

/** The single writer: a worker thread with the only connection that changes the file. Rejects when it cannot start. */
export const openWriter = async (file: string): Promise<Writer> => {
  const worker = new Worker(new URL('./writer-worker.ts', import.meta.url), { workerData: { file } });
  await once(worker, 'message');
  const queue = createWriteQueue((batch) => worker.postMessage(batch));
  const exited = new Promise<void>((resolve) => worker.once('exit', () => resolve()));
  worker.on('message', (answer: BatchAnswer) => queue.answered(answer));
  worker.on('error', (error: Error) => queue.fail(`the writer failed: ${error.message}`));
  worker.on('exit', () => queue.fail('the writer has stopped'));
  return {
    write: queue.write,
    close: async () => {
      await queue.drained();
      queue.fail('the database is closed');
      worker.postMessage('close');
      await exited;
    },
  };
};
