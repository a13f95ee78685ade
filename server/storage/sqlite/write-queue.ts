import { StoreUnavailable } from '../../eventing/event-store.ts';
import type { Answer, Batch, BatchAnswer } from './batch.ts';
import { createBatchEncoder } from './batch.ts';
import type { Statement, Written } from './database.ts';
import { NothingChanged, UniqueViolation } from './database.ts';

interface Waiting {
  readonly resolve: (written: readonly Written[]) => void;
  readonly reject: (error: Error) => void;
}

const settle = (waiting: Waiting, answer: Answer): void => {
  if (typeof answer === 'number') waiting.resolve([{ changes: answer, rows: [] }]);
  else if ('length' in answer) waiting.resolve(answer);
  else if (answer.kind === 'unique') waiting.reject(new UniqueViolation(answer.message));
  else if (answer.kind === 'nothing-changed') waiting.reject(new NothingChanged(answer.message));
  else waiting.reject(new Error(answer.message));
};

/** At most this many writes wait for the disk; beyond it, waiting longer would only hide that the disk is too slow. */
const mostWaiting = 50_000;

export interface WriteQueue {
  write(statements: readonly Statement[]): Promise<readonly Written[]>;
  answered(answer: BatchAnswer): void;
  /** Rejects everything that waits and all that comes later. */
  fail(reason: string): void;
  /** Resolves once nothing waits. */
  drained(): Promise<void>;
}

/** Those whose writes are gathered for the next batch, and those whose batch is being written. */
const createWaitingList = () => {
  let gathered: Waiting[] = [];
  let inFlight: Waiting[] = [];
  const takeInFlight = (): Waiting[] => {
    const taken = inFlight;
    inFlight = [];
    return taken;
  };
  return {
    size: (): number => gathered.length + inFlight.length,
    someGathered: (): boolean => gathered.length > 0,
    someInFlight: (): boolean => inFlight.length > 0,
    gather: (one: Waiting): void => void gathered.push(one),
    /** Gives how many are in flight now. */
    moveOn: (): number => {
      [inFlight, gathered] = [gathered, []];
      return inFlight.length;
    },
    takeInFlight,
    takeAll: (): Waiting[] => {
      const taken = [...takeInFlight(), ...gathered];
      gathered = [];
      return taken;
    },
  };
};

/** Calls back soon: once this turn of the event loop is over, or after about `gatherMs` for company. */
export type Defer = (run: () => void, forCompany: boolean) => void;

/** How long a batch waits for company where there is some: less than what a player can notice, several fsyncs long. */
const gatherMs = 1;
const deferInRealTime: Defer = (run, forCompany) => void (forCompany ? setTimeout(run, gatherMs) : setImmediate(run));

interface Options {
  readonly limit?: number;
  readonly defer?: Defer;
}

/**
 * Group commit: whatever arrives while a batch is being written makes up the next one. Where the batch before was shared,
 * the next waits a moment for company, so that a busy server pays for one fsync and one wake-up of the writer where it
 * would pay for many (PostgreSQL's commit_delay and commit_siblings); a lone write never waits.
 */
export const createWriteQueue = (
  send: (batch: Batch) => void,
  { limit = mostWaiting, defer = deferInRealTime }: Options = {},
): WriteQueue => {
  const encoder = createBatchEncoder();
  const list = createWaitingList();
  const drained = new Set<() => void>();
  let scheduled = false;
  let shared = false;
  let failure: string | undefined;

  const sendGathered = (): void => {
    scheduled = false;
    if (failure !== undefined || !list.someGathered()) return;
    shared = list.moveOn() > 1;
    send(encoder.take());
  };
  /** Not at once: everything that this turn of the event loop still brings shall share the batch. */
  const schedule = (): void => {
    if (scheduled || list.someInFlight()) return;
    scheduled = true;
    defer(sendGathered, shared);
  };
  const refuseAll = (waiting: readonly Waiting[], reason: string): void => {
    for (const { reject } of waiting) reject(new StoreUnavailable(reason));
  };
  const goOn = (): void => {
    if (list.someGathered()) schedule();
    else for (const resolve of drained) resolve();
  };

  return {
    write: (statements) =>
      new Promise((resolve, reject) => {
        if (failure !== undefined) return reject(new StoreUnavailable(failure));
        if (list.size() >= limit) return reject(new StoreUnavailable('too many writes wait'));
        encoder.add(statements);
        list.gather({ resolve, reject });
        schedule();
      }),
    answered: (answer) => {
      const waiting = list.takeInFlight();
      if ('failed' in answer) refuseAll(waiting, answer.failed);
      else for (const [index, each] of answer.answers.entries()) settle(waiting[index]!, each);
      goOn();
    },
    fail: (reason) => {
      failure ??= reason;
      refuseAll(list.takeAll(), failure);
      goOn();
    },
    drained: () => (list.size() === 0 ? Promise.resolve() : new Promise((resolve) => void drained.add(resolve))),
  };
};
