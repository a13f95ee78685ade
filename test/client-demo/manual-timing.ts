import type { Timing } from '../../client-demo/connection/timing.ts';

/** A clock that stands still until a test moves it. */
export interface ManualTiming extends Timing {
  /** Moves the clock on, running what becomes due in order and what follows from it. */
  advance(ms: number): Promise<void>;
  /** Lets everything run that waits for no time. */
  settle(): Promise<void>;
}

/** Promises that are ready run before an immediate does; a few rounds carry chains of them through. */
const settle = async (): Promise<void> => {
  for (let round = 0; round < 5; round += 1) await new Promise((resolve) => setImmediate(resolve));
};

export const manualTiming = (chance = 0.5): ManualTiming => {
  const timers = new Map<number, { readonly at: number; readonly run: () => void }>();
  let now = 1_000_000;
  let nextId = 0;

  const nextDue = (until: number): number | undefined =>
    [...timers].filter(([, { at }]) => at <= until).sort(([, a], [, b]) => a.at - b.at)[0]?.[0];

  return {
    now: () => now,
    chance: () => chance,
    after(ms, run) {
      const id = nextId++;
      timers.set(id, { at: now + ms, run });
      return () => timers.delete(id);
    },
    async advance(ms) {
      const until = now + ms;
      await settle();
      for (let due = nextDue(until); due !== undefined; due = nextDue(until)) {
        const timer = timers.get(due)!;
        timers.delete(due);
        now = Math.max(now, timer.at);
        timer.run();
        await settle();
      }
      now = until;
    },
    settle,
  };
};
