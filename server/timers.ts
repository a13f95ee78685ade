/** Repeated work; nothing here keeps the process alive. */
export interface Timers {
  /**
   * Calls `work` every `ms`, each time after the one before has ended, and the first time after `firstMs`; the answer stops that. `work`
   * must not reject.
   */
  every(ms: number, work: () => Promise<void>, firstMs?: number): () => void;
  /** Calls `run` once after `ms` (any length); the answer cancels it. */
  after(ms: number, run: () => void): () => void;
  /** Stops everything, for good, and waits for the work under way. */
  close(): Promise<void>;
}

/** The longest that a Node timer can wait, ms; a longer one would fire at once. */
const longestMs = 2_147_483_647;

const after = (ms: number, run: () => void): (() => void) => {
  let timer: NodeJS.Timeout;
  const arm = (left: number): void => {
    timer = setTimeout(() => (left > longestMs ? arm(left - longestMs) : run()), Math.min(left, longestMs)).unref();
  };
  arm(Math.max(0, ms));
  return () => clearTimeout(timer);
};

export const createTimers = (): Timers => {
  const stops = new Set<() => void>();
  const underWay = new Set<Promise<void>>();
  let closed = false;

  const once: Timers['after'] = (ms, run) => {
    if (closed) return () => undefined;
    const stop = (): void => {
      cancel();
      stops.delete(stop);
    };
    const cancel = after(ms, () => {
      stops.delete(stop);
      run();
    });
    stops.add(stop);
    return stop;
  };

  const every: Timers['every'] = (ms, work, firstMs = ms) => {
    let stopped = false;
    let cancel = (): void => undefined;
    const arm = (wait: number): void => {
      if (!stopped) cancel = once(wait, begin);
    };
    const begin = (): void => {
      const working = work().finally(() => {
        underWay.delete(working);
        arm(ms);
      });
      underWay.add(working);
    };
    arm(firstMs);
    return () => {
      stopped = true;
      cancel();
    };
  };

  return {
    every,
    after: once,
    close: async () => {
      closed = true;
      for (const stop of stops) stop();
      await Promise.all(underWay);
    },
  };
};
