import type { ProblemBody } from '../../shared/protocol/common.ts';

/** A refused or failed HTTP call. `status` is 0 where no answer came. */
export class ApiProblem extends Error {
  override readonly name = 'ApiProblem';
  readonly status: number;
  /** Stable, `area/reason`; `client/unreachable` or `client/bad-answer` where the server gave none. */
  readonly code: string;
  readonly detail: string;
  /** Invalid fields, as `settings.width`. */
  readonly errors: NonNullable<ProblemBody['errors']>;
  /** How long to wait before trying again, from `Retry-After`; null where the server did not say. */
  readonly retryAfterMs: number | null;

  constructor(
    status: number,
    code: string,
    detail: string,
    errors: NonNullable<ProblemBody['errors']> = [],
    retryAfterMs: number | null = null,
  ) {
    super(`${code}: ${detail}`);
    this.status = status;
    this.code = code;
    this.detail = detail;
    this.errors = errors;
    this.retryAfterMs = retryAfterMs;
  }
}

/** More is nobody's patience, and from 2^31 ms on a timer would not wait at all. */
const mostWaitMs = 3_600_000;

/** `Retry-After` is seconds or an HTTP date (RFC 9110, 10.2.3); an hour at most. */
export const retryAfterMs = (header: string | null, now: number): number | null => {
  if (header === null) return null;
  const ms = /^\d+$/.test(header) ? Number(header) * 1_000 : Date.parse(header) - now;
  return Number.isNaN(ms) ? null : Math.min(mostWaitMs, Math.max(0, ms));
};

const isProblem = (body: unknown): body is ProblemBody =>
  typeof body === 'object' && body !== null && 'code' in body && typeof body.code === 'string';

/** Understands an answer that is not a success; a proxy's error page is one too. */
export const problemOf = (status: number, body: unknown, retryAfter: string | null, now: number): ApiProblem => {
  const waitMs = retryAfterMs(retryAfter, now);
  if (!isProblem(body)) return new ApiProblem(status, 'client/bad-answer', `HTTP status ${status}`, [], waitMs);
  return new ApiProblem(status, body.code, body.detail ?? body.title, body.errors ?? [], waitMs);
};

/** Whether the same call may succeed later: no answer, a busy server, or one that failed. */
export const isPassing = (error: unknown): boolean =>
  error instanceof ApiProblem && (error.status === 0 || error.status === 429 || error.status >= 500);
