import { z } from 'zod';
import type { FieldError } from './problem.ts';
import { problem } from './problems.ts';

type Issue = z.core.$ZodIssue;
type Place = 'params' | 'query' | 'body';

/** At most this many are told; a hostile body can be wrong in tens of thousands of places. */
const mostErrors = 20;
const short = (text: string): string => (text.length > 200 ? `${text.slice(0, 200)}…` : text);

const errorsOf = (place: Place, issue: Issue): FieldError[] => {
  const at = (path: readonly PropertyKey[]): string => short(path.map(String).join('.') || place);
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key) => ({ path: at([...issue.path, key]), message: 'there is no such field' }));
  return [{ path: at(issue.path), message: short(issue.message) }];
};

const nothing = z.strictObject({});

/**
 * Parses one part of a request strictly; without a schema it must be empty.
 * @throws Problem 422 whose errors name the fields
 */
export const parseInput = async (place: Place, schema: z.ZodType | undefined, value: unknown): Promise<unknown> => {
  const parsed = await (schema ?? nothing).safeParseAsync(value);
  if (parsed.success) return parsed.data;
  const errors = parsed.error.issues.flatMap((issue) => errorsOf(place, issue)).slice(0, mostErrors);
  throw problem('request/invalid', { errors });
};
