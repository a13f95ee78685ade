import type { ChaosResult } from './run-chaos.ts';
import type { Latencies } from './tally.ts';

const ms = (value: number): string => (Number.isNaN(value) ? '-' : `${Math.round(value)} ms`);

const spread = (latencies: Latencies): string =>
  `p50 ${ms(latencies.quantile(0.5))}, p95 ${ms(latencies.quantile(0.95))}, most ${ms(latencies.quantile(1))} (${latencies.count})`;

const counted = (entries: Iterable<readonly [string, number]>): string =>
  [...entries].map(([name, count]) => `${name} ${count}`).join(', ') || 'none';

/** A run in words. */
export const reportOf = ({ faults, tally, verdict, troubles }: ChaosResult): string => {
  const kinds = Object.entries(Object.groupBy(faults, ({ name }) => name));
  return [
    `troubles: ${faults.length} (${counted(kinds.map(([name, all]) => [name, all.length]))})`,
    `games ${tally.games.size}, players ${tally.players.size}, connections ${tally.connections}`,
    `commands acknowledged ${tally.acknowledged}, tries without an answer ${tally.unanswered}`,
    `refusals: ${counted(tally.refusals)}`,
    `answers: ${spread(tally.answers)}`,
    `re-entry after SIGKILL, nothing else wrong: ${spread(tally.plainReEntries)}`,
    `re-entry after SIGKILL, whatever else was wrong: ${spread(tally.reEntries.SIGKILL)}`,
    `re-entry after SIGTERM: ${spread(tally.reEntries.SIGTERM)}`,
    `never came back: ${tally.missing}; gave up and had to be opened anew: ${counted(tally.givenUp)}`,
    ...troubles.map((trouble) => `trouble: ${trouble}`),
    `judged: ${counted(Object.entries(verdict.judged))}`,
    `verdict: ${verdict.clean ? 'clean' : 'NOT CLEAN'} (${counted(Object.entries(verdict.counts))})`,
    ...verdict.examples.map(({ kind, where, detail }) => `  ${kind} ${where}: ${detail}`),
  ].join('\n');
};

/** Whether a run showed what it is meant to show. */
export const isClean = ({ verdict, troubles, tally }: ChaosResult): boolean =>
  verdict.clean && troubles.length === 0 && tally.missing === 0;
