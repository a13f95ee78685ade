interface Waiter {
  readonly position: number;
  readonly resolve: () => void;
  readonly reject: (error: Error) => void;
}

/** How far a projection has come, and those who wait for it. */
export const createProgress = () => {
  const waiters = new Set<Waiter>();
  let position = 0;
  let ended: Error | undefined;
  return {
    position: () => position,
    isAwaited: (): boolean => waiters.size > 0,
    reach: (reached: number): void => {
      position = reached;
      for (const waiter of waiters) {
        if (waiter.position > reached) continue;
        waiters.delete(waiter);
        waiter.resolve();
      }
    },
    end: (reason: Error): void => {
      ended = reason;
      for (const { reject } of waiters) reject(reason);
      waiters.clear();
    },
    waitFor: (wanted: number): Promise<void> =>
      new Promise((resolve, reject) => {
        if (position >= wanted) resolve();
        else if (ended) reject(ended);
        else waiters.add({ position: wanted, resolve, reject });
      }),
  };
};
