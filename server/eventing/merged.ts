/** Calls that come while the work is under way share the next run of it, which begins after each of them was made. */
export const createMerged = (work: () => Promise<void>): (() => Promise<void>) => {
  let running: Promise<void> | undefined;
  let next: Promise<void> | undefined;
  const run = (): Promise<void> => {
    next = undefined;
    const begun = work().finally(() => {
      if (running === begun) running = undefined;
    });
    running = begun;
    return begun;
  };
  return () => {
    if (!running) return run();
    next ??= running.then(run, run);
    return next;
  };
};
