import type { Wait } from './wait.ts';

/** Rests between the steps of repeated work, so that what happens meanwhile shares the next one. */
export const createRest = (ms: number, wait: Wait, stopping: AbortSignal) => {
  let rest = new AbortController();
  stopping.addEventListener('abort', () => rest.abort(), { once: true });
  return {
    /** Resolves after it, or once it is ended. */
    take: async (): Promise<void> => {
      if (ms === 0 || stopping.aborted) return;
      rest = new AbortController();
      await wait(ms, rest.signal);
    },
    end: (): void => rest.abort(),
  };
};
