import type { Outages } from './outages/outages.ts';
import type { Timers } from './timers.ts';

interface Needs {
  readonly outages: Pick<Outages, 'hasElder'>;
  readonly timers: Pick<Timers, 'after'>;
  /** What cannot be known now does not end the process. */
  readonly report: { outageFailed(error: unknown): void };
  /** Called when a process that was there before serves the same store. */
  readonly onCompany: (reason: string) => void;
}

/** Longer than a beat and its write, ms. */
const lookMs = 3_000;

/** Without Redis the processes on one MongoDB hear nothing of each other, so the one that came later has to go. */
export const expectNobody = async ({ outages, timers, report, onCompany }: Needs): Promise<void> => {
  const wait = (): Promise<void> => new Promise((resolve) => void timers.after(lookMs, resolve));
  try {
    if (await outages.hasElder(wait))
      onCompany('another server uses the same MongoDB: give both the same OCTO_REDIS_URL, or stop one');
  } catch (error) {
    report.outageFailed(error);
  }
};
