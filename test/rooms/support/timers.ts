/** Time that a test moves: `now`, and timers that run when it has passed. */
export const createTimers = (start = 1_700_000_000_000) => {
  let now = start;
  let waiting: { readonly at: number; readonly run: () => void }[] = [];
  return {
    now: () => now,
    after: (ms: number, run: () => void) => {
      const timer = { at: now + ms, run };
      waiting.push(timer);
      return () => {
        waiting = waiting.filter((each) => each !== timer);
      };
    },
    /** Moves time on, running what falls due in order. */
    pass(ms: number): void {
      const until = now + ms;
      for (;;) {
        const [next] = waiting.filter(({ at }) => at <= until).sort((a, b) => a.at - b.at);
        if (!next) break;
        waiting = waiting.filter((each) => each !== next);
        now = Math.max(now, next.at);
        next.run();
      }
      now = until;
    },
    /** The delays of what is waiting, shortest first. */
    pending: () => waiting.map(({ at }) => at - now).sort((a, b) => a - b),
  };
};
export type Timers = ReturnType<typeof createTimers>;
