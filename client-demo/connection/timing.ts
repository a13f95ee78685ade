/** Time and chance as the connection needs them; injected so that tests run without waiting. */
export interface Timing {
  /** Ms since the epoch, on this machine's clock. */
  now(): number;
  /** Calls `run` once after `ms`; the function it returns cancels that. */
  after(ms: number, run: () => void): () => void;
  /** In [0, 1). */
  chance(): number;
}

export const systemTiming: Timing = {
  now: Date.now,
  after(ms, run) {
    const timer = setTimeout(run, ms);
    return () => clearTimeout(timer);
  },
  chance: Math.random,
};

export const wait = (timing: Timing, ms: number): Promise<void> =>
  new Promise((resolve) => {
    timing.after(ms, resolve);
  });

/** Exponential with full jitter in its upper half: attempt 0 waits 125 to 250 ms, then doubling up to `maxMs`. */
export const backoffMs = (attempt: number, chance: number, maxMs = 5_000): number =>
  Math.min(maxMs, 250 * 2 ** Math.min(attempt, 10)) * (0.5 + chance / 2);

/**
 * When to try to enter a room again: at once, but for a moment that keeps all who were in it from asking in the same
 * millisecond; then after 100 to 200 ms, doubling up to 5 s.
 */
export const reentryMs = (attempt: number, chance: number): number =>
  attempt === 0 ? chance * 100 : Math.min(5_000, 200 * 2 ** Math.min(attempt - 1, 10)) * (0.5 + chance / 2);
