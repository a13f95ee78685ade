import type { Ladder, PlayerRating, RatingsStore } from './ratings-store.ts';

export interface Ranked {
  readonly rank: number;
  readonly row: PlayerRating;
}

/**
 * Ranks of consecutive rows of a leaderboard, from 1; equal ratings share the better rank. Two counts are enough: only the
 * first group of equals can have begun before these rows.
 */
export const rankRows = async (
  store: Pick<RatingsStore, 'countAbove'>,
  ladder: Ladder,
  rows: readonly PlayerRating[],
): Promise<readonly Ranked[]> => {
  const [first] = rows;
  if (!first) return [];
  const second = rows.findIndex(({ rating }) => rating !== first.rating);
  const aboveFirst = await store.countAbove(ladder, first.rating);
  const aboveSecond = second < 0 ? 0 : await store.countAbove(ladder, rows[second]!.rating);
  return rows.map((row) => {
    const group = rows.findIndex(({ rating }) => rating === row.rating);
    return { rank: 1 + (group === 0 ? aboveFirst : aboveSecond + group - second), row };
  });
};
