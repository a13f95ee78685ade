import type { Turns } from './eventing/turns.ts';
import { startReferee } from './games/referee.ts';
import { beatEveryMs as lifeEveryMs } from './outages/outages.ts';
import type { NeighbourReport, Neighbours } from './realtime/neighbours.ts';
import { beatEveryMs } from './realtime/node-beats.ts';
import { startPulse } from './realtime/pulse.ts';
import type { Timers } from './timers.ts';

const minute = 60_000;
const mendEveryMs = 1_000;
const keysEveryMs = 3 * minute;
const tidyEveryMs = 30_000;

interface Needs {
  readonly timers: Timers;
  readonly turns: Turns;
  readonly referee: Omit<Parameters<typeof startReferee>[0], 'every'>;
  readonly outages: { beat(): Promise<void> };
  /** Each forgets what has expired. */
  readonly sweeps: readonly (() => Promise<unknown>)[];
  /** The signing keys, which one node makes and drops. */
  readonly keys: { reload(): Promise<void> };
  readonly report: { sweepFailed(error: unknown): void };
}

/**
 * Work that comes round. On one node at a time: ends games that nobody else ends, and forgets what has expired. On each: says that
 * it lives, and keeps up with the signing keys.
 */
export const startRounds = ({ timers, turns, referee, outages, sweeps, keys, report }: Needs): void => {
  startReferee({ ...referee, every: (ms, work) => timers.every(ms, turns.of('referee-rounds', work)) });
  timers.every(lifeEveryMs, outages.beat);
  timers.every(keysEveryMs, () => keys.reload().catch(report.sweepFailed));
  const sweep = (): Promise<void> =>
    Promise.all(sweeps.map((each) => each())).then(() => undefined, report.sweepFailed);
  // Also where it is started again every half an hour.
  timers.every(60 * minute, turns.of('sweeps', sweep, 50 * minute), minute);
};

/** What keeps this node known to the others. */
export const startPulses = async (
  nodes: { readonly neighbours: Neighbours; mend(): Promise<void> },
  timers: Timers,
  isOpen: () => boolean,
  report: NeighbourReport,
): Promise<void> => {
  const pulse = startPulse(nodes.neighbours, isOpen, report);
  await pulse.beat();
  timers.every(beatEveryMs, pulse.beat);
  timers.every(tidyEveryMs, pulse.tidy);
  timers.every(mendEveryMs, nodes.mend);
};
