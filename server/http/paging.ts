import { z } from 'zod';
import { type Page, pageQuery } from '../../shared/protocol/common.ts';

/** The query of a list whose cursor is a number, such as a position in the log. */
export const numberedPageQuery = pageQuery.extend({
  cursor: z
    .string()
    .regex(/^\d{1,15}$/, 'is not a cursor of this list')
    .optional(),
});

export const numberOf = (cursor: string | undefined): number | null => (cursor === undefined ? null : Number(cursor));

/** The page of what was read with one item beyond `limit`, which tells whether there is a next page. */
export const pageOf = <Item>(read: readonly Item[], limit: number, cursorOf: (last: Item) => string): Page<Item> => {
  const items = read.slice(0, limit);
  const last = items.at(-1);
  return { items, next: read.length > limit && last !== undefined ? cursorOf(last) : null };
};

/** A page of a list that is short and at hand as a whole; the cursor says how many came before. */
export const pageWithin = <Item>(
  all: readonly Item[],
  { limit, cursor }: { readonly limit: number; readonly cursor?: string | undefined },
): Page<Item> => {
  const from = numberOf(cursor) ?? 0;
  const next = from + limit;
  return { items: all.slice(from, next), next: next < all.length ? String(next) : null };
};
