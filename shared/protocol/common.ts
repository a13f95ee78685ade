import { z } from 'zod';

/** Opaque ids: what the server hands out, safe in a URL path. */
export const id = z.string().regex(/^[A-Za-z0-9_-]{1,64}$/);
/** ISO 8601 in UTC. */
export const time = z.iso.datetime();
/** A v4 uuid by which a client names a command, so that a retry gets the first outcome. */
export const commandId = z.uuid();

/** Text that people see: trimmed, without control characters or direction overrides. */
export const line = (min: number, max: number) =>
  z
    .string()
    .trim()
    .min(min)
    .max(max)
    .regex(/^[^\p{Cc}\p{Cf}\p{Co}\p{Cn}\p{Zl}\p{Zp}]*$/u, 'contains characters that are not allowed');

/** `?limit=&cursor=`, as every list takes them. */
export const pageQuery = z.strictObject({
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().max(200).optional(),
});

/** `{items, next}`: `next` is the cursor of the next page, null on the last. */
export const page = <Item extends z.ZodType>(item: Item) =>
  z.strictObject({ items: z.array(item), next: z.string().nullable() });
export interface Page<Item> {
  readonly items: readonly Item[];
  readonly next: string | null;
}

/** Problem details (RFC 9457) with a stable code `area/reason`. */
export const problem = z.strictObject({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  code: z.string().regex(/^[a-z]+\/[a-z-]+$/),
  detail: z.string().optional(),
  errors: z.array(z.strictObject({ path: z.string(), message: z.string() })).optional(),
});
export type ProblemBody = z.infer<typeof problem>;
