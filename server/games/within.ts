import { setTimeout as sleep } from 'node:timers/promises';

/** Waits for work, but no longer than `ms` and whatever becomes of it: for what is better waited for but must not block. */
export const within = async (ms: number, work: Promise<unknown>): Promise<void> => {
  const done = new AbortController();
  const late = sleep(ms, undefined, { signal: done.signal, ref: false });
  await Promise.race([work, late]).catch(() => undefined);
  done.abort();
  await late.catch(() => undefined);
};
