import type { GradeAnswer, GradeRequest } from './worker.ts';

/** Asks a worker of its own and lets it go when it has answered. */
export const thinkInWorker = (request: GradeRequest): Promise<GradeAnswer> =>
  new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' });
    const done = (end: () => void): void => {
      worker.terminate();
      end();
    };
    worker.onmessage = ({ data }: MessageEvent<GradeAnswer>) => done(() => resolve(data));
    worker.onerror = () => done(() => reject(new Error('the worker failed')));
    worker.postMessage(request);
  });
