import { setTimeout as sleep } from 'node:timers/promises';

/** Resolves after `ms`, or at once when the signal aborts; never rejects. */
export type Wait = (ms: number, signal: AbortSignal) => Promise<void>;

/** Does not keep the process alive. */
export const waitInRealTime: Wait = (ms, signal) => sleep(ms, undefined, { signal, ref: false }).catch(() => undefined);

/** The wait before try number `failures` + 1: 100 ms, doubled each time, at most 10 s. */
export const backoffMs = (failures: number): number => Math.min(100 * 2 ** (failures - 1), 10_000);
