import type { Request, RequestHandler } from 'express';
import { problem } from './problems.ts';

/**
 * The Colyseus SDK sends its requests with credentials, and a browser keeps the answer from it unless they are allowed.
 * Nothing under this path reads a cookie.
 */
const sentWithCredentials = /^\/matchmake\//;

/**
 * The CORS headers of an allowed origin, else only `Vary`. Without credentials: the API knows its callers by bearer
 * tokens, which a page has to be given.
 */
const corsHeaders = (allowed: readonly string[], request: Request): Readonly<Record<string, string>> => {
  const origin = request.get('Origin');
  if (origin === undefined || !allowed.includes(origin)) return { Vary: 'Origin' };
  return {
    Vary: 'Origin',
    'Access-Control-Allow-Origin': origin,
    'Access-Control-Expose-Headers': 'Allow, Location, Retry-After, WWW-Authenticate, X-Request-Id',
    ...(sentWithCredentials.test(request.path) ? { 'Access-Control-Allow-Credentials': 'true' } : {}),
  };
};

const preflightHeaders = {
  'Access-Control-Allow-Methods': 'GET, POST, PATCH, DELETE',
  'Access-Control-Allow-Headers': 'Authorization, Content-Type',
  'Access-Control-Max-Age': '600',
};

/** Answers preflights of allowed origins and refuses all others. */
export const cors =
  (allowed: readonly string[]): RequestHandler =>
  (request, response, next) => {
    const headers = corsHeaders(allowed, request);
    response.set(headers);
    const isPreflight = request.method === 'OPTIONS' && request.get('Access-Control-Request-Method') !== undefined;
    if (!isPreflight) next();
    else if ('Access-Control-Allow-Origin' in headers) response.status(204).set(preflightHeaders).end();
    else next(problem('request/origin-not-allowed'));
  };
