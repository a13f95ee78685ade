import type { RequestHandler } from 'express';
import { problem } from './problems.ts';

/**
 * The CORS headers for a request from `origin`: those of an allowed origin, else only `Vary`. Never with credentials:
 * the API knows its callers by bearer tokens, which a page has to be given.
 */
const corsHeaders = (allowed: readonly string[], origin: string | undefined): Readonly<Record<string, string>> =>
  origin !== undefined && allowed.includes(origin)
    ? {
        Vary: 'Origin',
        'Access-Control-Allow-Origin': origin,
        'Access-Control-Expose-Headers': 'Allow, Location, Retry-After, WWW-Authenticate, X-Request-Id',
      }
    : { Vary: 'Origin' };

const preflightHeaders = {
  'Access-Control-Allow-Methods': 'GET, POST, PATCH, DELETE',
  'Access-Control-Allow-Headers': 'Authorization, Content-Type',
  'Access-Control-Max-Age': '600',
};

/** Answers preflights of allowed origins and refuses all others. */
export const cors =
  (allowed: readonly string[]): RequestHandler =>
  (request, response, next) => {
    const headers = corsHeaders(allowed, request.get('Origin'));
    response.set(headers);
    const isPreflight = request.method === 'OPTIONS' && request.get('Access-Control-Request-Method') !== undefined;
    if (!isPreflight) next();
    else if ('Access-Control-Allow-Origin' in headers) response.status(204).set(preflightHeaders).end();
    else next(problem('request/origin-not-allowed'));
  };
