import type { Life } from './life-store.ts';

/** Ms since the epoch; `until` is later than `from`. */
export interface Interval {
  readonly from: number;
  readonly until: number;
}

/** A process beats every second; one that has not for so long, ms, is held to be dead. */
export const silenceMs = 4_000;

/** How long whoever was in a game may take, ms, to notice that its process is gone and to be back in another. */
export const reentryMs = 30_000;

interface Asked {
  /** All that lasted into the time asked about, and the host. */
  readonly lives: readonly Life[];
  /** The life that served the game until it ended; undefined for a game that nobody was in. */
  readonly host: Life | undefined;
  readonly from: number;
  readonly now: number;
}

/** When one could reach the game again through another life: anybody at once, who was in it when it died some time later. */
const servedBy =
  ({ host, from, now }: Asked) =>
  ({ startedAt, lastBeat }: Life): Interval => ({
    from: host ? Math.max(startedAt, from) + reentryMs : startedAt,
    until: now - lastBeat < silenceMs ? now : lastBeat,
  });

/** What is left of an interval outside others, in order. */
const outside = (whole: Interval, others: readonly Interval[]): readonly Interval[] => {
  const gaps: Interval[] = [];
  let reached = whole.from;
  for (const { from, until } of [...others].sort((a, b) => a.from - b.from)) {
    if (until <= from) continue;
    if (from > reached) gaps.push({ from: reached, until: Math.min(from, whole.until) });
    reached = Math.max(reached, until);
    if (reached >= whole.until) break;
  }
  if (reached < whole.until) gaps.push({ from: reached, until: whole.until });
  return gaps.filter(({ from, until }) => from < until);
};

/**
 * When, between `from` and `now`, nobody could play the game. With a host: from its last beat until people could be back
 * through another life, or are (`now`). Without one: when nobody lived at all. Of the time before the first life that is
 * known nothing is held against anybody.
 */
export const unserved = (asked: Asked): readonly Interval[] => {
  const { lives, host, now } = asked;
  const known = host?.lastBeat ?? Math.min(now, ...lives.map(({ startedAt }) => startedAt));
  const from = Math.max(asked.from, known);
  const others = lives.filter(({ id }) => id !== host?.id);
  return from < now ? outside({ from, until: now }, others.map(servedBy({ ...asked, from }))) : [];
};
