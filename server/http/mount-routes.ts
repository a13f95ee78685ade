import { type Request as ExpressRequest, type RequestHandler, type Response, Router } from 'express';
import { clientAddress, limitKey } from './address.ts';
import { type Authenticate, callerFrom } from './authenticate.ts';
import { parseInput } from './parse-input.ts';
import { Problem } from './problem.ts';
import { problem, tooMany } from './problems.ts';
import type { LimitSettings, RateLimiter } from './rate-limits.ts';
import { type BodyType, parseFields, readBody } from './read-body.ts';
import type { Reply, Request, Route } from './route.ts';

export interface Border {
  readonly authenticate: Authenticate;
  readonly limiter: RateLimiter;
  readonly limits: LimitSettings;
}

const bodyTypes = ({ form }: Route): readonly BodyType[] =>
  form === true ? ['application/json', 'application/x-www-form-urlencoded'] : ['application/json'];

const queryOf = ({ url }: ExpressRequest): Record<string, unknown> => {
  const from = url.indexOf('?');
  return from < 0 ? {} : parseFields(url.slice(from + 1));
};

/** Authenticated before the body is read, so that a stranger cannot make the server read it. */
const requestFor = async (
  route: Route,
  request: ExpressRequest,
  authenticate: Authenticate,
): Promise<Request<unknown, unknown, unknown>> => {
  const caller = await callerFrom(request.get('Authorization'), route.auth, authenticate);
  const body =
    request.method === 'GET' || request.method === 'HEAD' ? undefined : await readBody(request, bodyTypes(route));
  return {
    params: await parseInput('params', route.params, { ...request.params }),
    query: await parseInput('query', route.query, queryOf(request)),
    body: await parseInput('body', route.body, body ?? {}),
    caller,
    address: clientAddress(request),
    userAgent: (request.get('User-Agent') ?? '').slice(0, 300),
  };
};

/** A name that is taken is no registration: whoever looks for a free one is not to be locked out for an hour. */
const isUncounted = (error: unknown): boolean => error instanceof Problem && error.status === 409;

const handleWithin = async (route: Route, parsed: Parameters<Route['handle']>[0], border: Border): Promise<Reply> => {
  // Failed logins are counted by the use case, which knows the account and the outcome.
  if (route.limit === undefined || route.limit === 'login') return route.handle(parsed);
  const key = `${route.limit}:${limitKey(parsed.address)}`;
  const taken = await border.limiter.take(key, border.limits[route.limit]);
  if (!taken.ok) throw tooMany(taken.retryAfterMs);
  try {
    return await route.handle(parsed);
  } catch (error) {
    if (isUncounted(error)) await border.limiter.giveBack(key);
    throw error;
  }
};

const send = (response: Response, { status, body, contentType, headers }: Reply): void => {
  response
    .status(status)
    .set('Cache-Control', 'no-store')
    .set(headers ?? {});
  if (body === undefined) response.end();
  else if (contentType === undefined) response.json(body);
  else response.type(contentType).send(body);
};

const handlerOf =
  (route: Route, border: Border): RequestHandler =>
  async (request, response) =>
    send(response, await handleWithin(route, await requestFor(route, request, border.authenticate), border));

/** `/v1/games/{id}` in express' own form. */
const expressPath = (path: string): string => path.replace(/\{(\w+)\}/g, ':$1');

/** Literal segments before parameters, so that `/players/me` is not taken for a player's id. */
const sortKey = (path: string): string => path.replace(/\{\w+\}/g, '\uffff');
const byPath = (routes: readonly Route[]): readonly (readonly [string, readonly Route[]])[] =>
  [...Map.groupBy(routes, ({ path }) => path)].sort(([a], [b]) => (sortKey(a) < sortKey(b) ? -1 : 1));

const allowed = (routes: readonly Route[]): string =>
  routes.flatMap(({ method }) => (method === 'get' ? ['GET', 'HEAD'] : [method.toUpperCase()])).join(', ');

/** All routes of the API; a known path with another method is answered 405 with what it allows. */
export const mountRoutes = (routes: readonly Route[], border: Border): Router => {
  const router = Router({ caseSensitive: true, strict: true });
  for (const [path, here] of byPath(routes)) {
    const mounted = router.route(expressPath(path));
    for (const route of here) mounted[route.method](handlerOf(route, border));
    mounted.all(() => {
      throw problem('request/method-not-allowed', { headers: { Allow: allowed(here) } });
    });
  }
  return router;
};

/** The general limit of an address over all its API calls. */
export const generalLimit =
  ({ limiter, limits }: Pick<Border, 'limiter' | 'limits'>): RequestHandler =>
  async (request, _response, next) => {
    const taken = await limiter.take(`general:${limitKey(clientAddress(request))}`, limits.general);
    if (!taken.ok) throw tooMany(taken.retryAfterMs);
    next();
  };
