import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { BatchAnswer } from './batch.ts';
import type { Database } from './database.ts';
import { createWriteQueue } from './write-queue.ts';

export type Writer = Pick<Database, 'write' | 'close'>;

/**
 * The single writer: a worker thread with the only connection that changes the file. Rejects when it cannot start. `onLost` is
 * called once if it ends by itself: it does not come back, and every later write is refused.
 */
export const openWriter = async (file: string, onLost: (reason: string) => void): Promise<Writer> => {
  const worker = new Worker(new URL('./writer-worker.ts', import.meta.url), { workerData: { file } });
  await once(worker, 'message');
  const queue = createWriteQueue((batch) => worker.postMessage(batch));
  const exited = new Promise<void>((resolve) => worker.once('exit', () => resolve()));
  worker.on('message', (answer: BatchAnswer) => queue.answered(answer));
  let closing = false;
  const lose = (reason: string): void => {
    queue.fail(reason);
    if (!closing) onLost(reason);
    closing = true;
  };
  worker.on('error', (error: Error) => lose(`the writer failed: ${error.message}`));
  worker.on('exit', () => lose('the writer has stopped'));
  return {
    write: queue.write,
    close: async () => {
      await queue.drained();
      closing = true;
      queue.fail('the database is closed');
      worker.postMessage('close');
      await exited;
    },
  };
};
