import { seeded } from '../support/random.ts';

/** Seeded choices. */
export interface Chance {
  below(limit: number): number;
  pick<Item>(items: readonly Item[]): Item;
  often(share: number): boolean;
}

export const chanceOf = (seed: number): Chance => {
  const next = seeded(seed);
  const below = (limit: number): number => Math.floor(next() * limit);
  return { below, pick: (items) => items[below(items.length)]!, often: (share) => next() < share };
};
