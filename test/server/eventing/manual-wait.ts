import type { Wait } from '../../../server/eventing/wait.ts';

interface Waiting {
  readonly ms: number;
  readonly resolve: () => void;
}

/** Waits that end when the test says so. */
export const manualWait = () => {
  let waiting: Waiting[] = [];
  let onWait: (() => void) | undefined;
  const wait: Wait = (ms, signal) =>
    new Promise((resolve) => {
      if (signal.aborted) return resolve();
      signal.addEventListener('abort', () => resolve(), { once: true });
      waiting.push({ ms, resolve });
      onWait?.();
    });
  /** Resolves once somebody waits for this long. */
  const begun = async (ms: number): Promise<void> => {
    while (!waiting.some((one) => one.ms === ms))
      await new Promise<void>((resolve) => {
        onWait = resolve;
      });
  };
  return {
    wait,
    begun,
    /** Ends every wait of this length, once there is one. */
    end: async (ms: number): Promise<void> => {
      await begun(ms);
      const ended = waiting.filter((one) => one.ms === ms);
      waiting = waiting.filter((one) => one.ms !== ms);
      for (const { resolve } of ended) resolve();
    },
  };
};
