import type { After } from '../shared/kernel/after.ts';

const retryMs = 1_000;

/** Submits the time-out when the side to move runs out of time. */
export interface DeadlineWatch {
  /** Watches this deadline (ms since the epoch) instead of the last; null watches nothing. */
  set(deadline: number | null): void;
  stop(): void;
}

/** `timeOut` is called at the deadline, and again every second until another deadline is set: the store may be away. */
export const watchDeadline = (after: After, now: () => number, timeOut: () => void): DeadlineWatch => {
  let watched: number | null = null;
  let cancel = (): void => undefined;

  const wait = (ms: number): void => {
    cancel = after(Math.max(0, ms), look);
  };
  const look = (): void => {
    if (watched === null) return;
    const left = watched - now();
    wait(left > 0 ? left : retryMs);
    if (left <= 0) timeOut();
  };
  const set = (deadline: number | null): void => {
    if (deadline === watched) return;
    cancel();
    watched = deadline;
    if (deadline !== null) wait(deadline - now());
  };
  return { set, stop: () => set(null) };
};
