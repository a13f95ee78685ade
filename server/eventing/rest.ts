import type { Wait } from './wait.ts';

/** A rest between two steps of repeated work, so that what happens meanwhile shares the next one. */
export const createRest = (ms: number, wait: Wait, stopping: AbortSignal) => {
  let rest = new AbortController();
  let over = Promise.resolve();
  stopping.addEventListener('abort', () => rest.abort(), { once: true });
  return {
    begin: (): void => {
      if (ms === 0 || stopping.aborted) return;
      rest = new AbortController();
      over = wait(ms, rest.signal);
    },
    /** Resolves once the one that was begun last is over. */
    over: (): Promise<void> => over,
    /** Ends it early. */
    end: (): void => rest.abort(),
  };
};
