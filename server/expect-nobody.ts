import type { Outages } from './outages/outages.ts';
import type { Timers } from './timers.ts';

interface Needs {
  readonly outages: Pick<Outages, 'hasElder'>;
  readonly timers: Pick<Timers, 'after' | 'every'>;
  /** What cannot be known now does not end the process. */
  readonly report: { outageFailed(error: unknown): void };
  /** Called when a process that was there before serves the same store. */
  readonly onCompany: (reason: string) => void;
}

/** Longer than a beat and its write, ms. */
const lookMs = 3_000;

/** One that could not beat for a while is the younger of two from then on, and has to find that out. */
const everyMs = 60_000;

const look = async ({ outages, timers, report, onCompany }: Needs): Promise<void> => {
  const wait = (): Promise<void> => new Promise((resolve) => void timers.after(lookMs, resolve));
  try {
    if (await outages.hasElder(wait))
      onCompany('another server uses the same MongoDB: give both the same OCTO_REDIS_URL, or stop one');
  } catch (error) {
    report.outageFailed(error);
  }
};

/** Without Redis the processes on one MongoDB hear nothing of each other, so of two the younger has to go. */
export const expectNobody = (needs: Needs): void => void needs.timers.every(everyMs, () => look(needs), 0);
