import type { RatingChange } from '../../../shared/protocol/ratings.ts';

export interface RatingGraph {
  /** Left to right, 0 to 1 of the width and, from the bottom, of the height. */
  readonly points: readonly { readonly x: number; readonly y: number }[];
  /** Round ratings within the range, with their height. */
  readonly ticks: readonly { readonly rating: number; readonly y: number }[];
  readonly low: number;
  readonly high: number;
}

/** The smallest of 1, 2, 5, 10, 20, 50, … that divides a span into at most four. */
const stepFor = (span: number): number => {
  const rough = Math.max(1, span / 4);
  const power = 10 ** Math.floor(Math.log10(rough));
  return power * ([1, 2, 5, 10].find((factor) => factor * power >= rough) ?? 10);
};

/** A rating over its games, oldest first: the ratings before the first and after each. Null without games. */
export const ratingGraph = (changes: readonly RatingChange[]): RatingGraph | null => {
  const first = changes[0];
  if (!first) return null;
  const values = [first.before, ...changes.map(({ after }) => after)];
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const step = stepFor(high - low);
  const from = Math.floor(low / step) * step;
  const to = Math.max(from + step, Math.ceil(high / step) * step);
  const height = (rating: number): number => (rating - from) / (to - from);
  const count = Math.round((to - from) / step) + 1;
  const ticks = Array.from({ length: count }, (_, at) => from + at * step);
  return {
    points: values.map((value, at) => ({ x: at / (values.length - 1), y: height(value) })),
    ticks: ticks.map((rating) => ({ rating, y: height(rating) })),
    low,
    high,
  };
};
