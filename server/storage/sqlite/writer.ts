import { Worker } from 'node:worker_threads';
import { StoreUnavailable } from '../../eventing/event-store.ts';
import type { Answer, Batch, BatchAnswer } from './batch.ts';
import { encodeWrite } from './batch.ts';
import type { Database, SqlValue, Statement, Written } from './database.ts';
import { NothingChanged, UniqueViolation } from './database.ts';

interface Waiting {
  readonly resolve: (written: readonly Written[]) => void;
  readonly reject: (error: Error) => void;
}

const settle = (waiting: Waiting, answer: Answer): void => {
  if (typeof answer === 'number') waiting.resolve([{ changes: answer, rows: [] }]);
  else if (Array.isArray(answer)) waiting.resolve(answer);
  else if (answer.kind === 'unique') waiting.reject(new UniqueViolation(answer.message));
  else if (answer.kind === 'nothing-changed') waiting.reject(new NothingChanged(answer.message));
  else waiting.reject(new Error(answer.message));
};

const started = (worker: Worker): Promise<void> =>
  new Promise((resolve, reject) => {
    worker.once('message', () => resolve());
    worker.once('error', reject);
  });

/** At most this many writes wait for the disk; beyond it, waiting longer would only hide that the disk is too slow. */
const mostWaiting = 50_000;

/**
 * The single writer. Whatever arrives while a batch is being written makes up the next batch: no timer, so a quiet
 * server pays one fsync of latency and a busy one shares each fsync among hundreds of writes.
 */
export const openWriter = async (file: string): Promise<Pick<Database, 'write' | 'close'>> => {
  const worker = new Worker(new URL('./writer-worker.ts', import.meta.url), { workerData: { file } });
  await started(worker);
  const numbers = new Map<string, number>();
  let sqls: string[] = [];
  let ops: SqlValue[] = [];
  let gathered: Waiting[] = [];
  let inFlight: Waiting[] = [];
  let scheduled = false;
  let dead: string | undefined;
  let idle: (() => void) | undefined;

  const numberOf = (sql: string): number => {
    const known = numbers.get(sql);
    if (known !== undefined) return known;
    sqls.push(sql);
    numbers.set(sql, numbers.size);
    return numbers.size - 1;
  };

  const post = (): void => {
    scheduled = false;
    if (dead !== undefined || inFlight.length > 0 || gathered.length === 0) return;
    const batch: Batch = { sqls, ops };
    inFlight = gathered;
    [sqls, ops, gathered] = [[], [], []];
    worker.postMessage(batch);
  };

  /** Not at once: everything that this turn of the event loop still brings shall share the batch. */
  const schedule = (): void => {
    if (scheduled || inFlight.length > 0) return;
    scheduled = true;
    setImmediate(post);
  };

  const onAnswer = (answer: BatchAnswer): void => {
    const waiting = inFlight;
    inFlight = [];
    if ('failed' in answer) for (const one of waiting) one.reject(new StoreUnavailable(answer.failed));
    else answer.answers.forEach((each, index) => settle(waiting[index]!, each));
    if (gathered.length > 0) schedule();
    else idle?.();
  };

  const die = (reason: string): void => {
    dead ??= reason;
    const waiting = [...inFlight, ...gathered];
    [inFlight, gathered, ops] = [[], [], []];
    for (const one of waiting) one.reject(new StoreUnavailable(dead));
    idle?.();
  };

  worker.on('message', onAnswer);
  worker.on('error', (error: Error) => die(`the writer failed: ${error.message}`));
  const exited = new Promise<void>((resolve) => worker.once('exit', () => resolve()));
  void exited.then(() => die('the writer has stopped'));

  return {
    write: (statements) =>
      new Promise((resolve, reject) => {
        if (dead !== undefined) return reject(new StoreUnavailable(dead));
        if (gathered.length + inFlight.length >= mostWaiting)
          return reject(new StoreUnavailable('too many writes wait'));
        encodeWrite(ops, statements, numberOf);
        gathered.push({ resolve, reject });
        schedule();
      }),
    close: async () => {
      if (gathered.length + inFlight.length > 0) await new Promise<void>((resolve) => (idle = resolve));
      dead ??= 'the database is closed';
      worker.postMessage('close');
      await exited;
    },
  };
};
