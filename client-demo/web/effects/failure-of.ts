import { ApiProblem } from '../../connection/problem.ts';
import type { Failure } from '../state/failure.ts';

/** What went wrong, as a value to show. */
export const failureOf = (error: unknown): Failure => {
  if (!(error instanceof ApiProblem))
    return { code: 'client/failed', text: String(error), fields: [], retryAfter: null };
  const { code, detail, errors, retryAfterMs } = error;
  const retryAfter = retryAfterMs === null ? null : Math.max(1, Math.ceil(retryAfterMs / 1000));
  return { code, text: detail, fields: errors, retryAfter };
};

export const refusal = (code: string, text: string): Failure => ({ code, text, fields: [], retryAfter: null });
