import { STATUS_CODES } from 'node:http';
import type { ProblemBody } from '../../shared/protocol/common.ts';
import { Problem } from './problem.ts';

/** Problems any route can answer; a route lists only what it adds. */
export const generalProblems = {
  'request/malformed': [400, 'The request cannot be understood.'],
  'auth/no-token': [401, 'This call needs an access token.'],
  'auth/invalid-token': [401, 'The access token is not valid, or no longer.'],
  'request/origin-not-allowed': [403, 'Pages of this origin may not call the API.'],
  'request/not-found': [404, 'There is nothing at this path.'],
  'request/method-not-allowed': [405, 'This path does not take this method.'],
  'request/timeout': [408, 'The request took too long to arrive.'],
  'request/too-large': [413, 'The request body is larger than 64 KiB.'],
  'request/unsupported-media-type': [415, 'The body must be uncompressed JSON in UTF-8.'],
  'request/invalid': [422, 'Some fields are not valid.'],
  'request/too-many': [429, 'Too many requests; wait before the next one.'],
  'request/headers-too-large': [431, 'The headers are too large.'],
  'server/internal': [500, 'Something went wrong on the server.'],
  'server/stopping': [503, 'This server is going away; ask again.'],
  'server/unavailable': [503, 'The store does not answer; try again.'],
} as const satisfies Record<string, readonly [status: number, detail: string]>;

export type GeneralProblem = keyof typeof generalProblems;

/** One of the general problems, with its own status and words unless `detail` says more. */
export const problem = (
  code: GeneralProblem,
  more: ConstructorParameters<typeof Problem>[3] & { readonly detail?: string } = {},
): Problem => {
  const [status, words] = generalProblems[code];
  return new Problem(status, code, more.detail ?? words, more);
};

/** 429 with Retry-After in whole seconds, rounded up. */
export const tooMany = (retryAfterMs: number): Problem =>
  problem('request/too-many', { headers: { 'Retry-After': String(Math.max(1, Math.ceil(retryAfterMs / 1000))) } });

export const problemType = 'application/problem+json';

/** The document of RFC 9457; `type` is about:blank because `code` names the problem. */
export const problemBody = ({ status, code, message, errors }: Problem): ProblemBody => ({
  type: 'about:blank',
  title: STATUS_CODES[status] ?? 'Error',
  status,
  code,
  detail: message,
  ...(errors.length > 0 ? { errors: errors.map(({ path, message }) => ({ path, message })) } : {}),
});
