import type { ErrorRequestHandler, Response } from 'express';
import { StoreUnavailable } from '../eventing/event-store.ts';
import { Contended } from '../eventing/outcome.ts';
import { Problem } from './problem.ts';
import { problem, problemBody, problemType } from './problems.ts';
import { isUnreadAndLong } from './read-body.ts';

/** What the border tells the operator of this server. */
export interface HttpReport {
  /** A handler threw what it should not have; the client was told nothing of it. `path` is without the query. */
  requestFailed(request: { readonly id: string; readonly method: string; readonly path: string }, error: unknown): void;
  storeUnavailable(request: { readonly id: string; readonly method: string; readonly path: string }): void;
}

/** Express and its parts mark what the client did wrong with a 4xx status, such as a path that cannot be decoded. */
const isClientFault = (error: unknown): boolean => {
  const status = (error as { status?: unknown } | null)?.status;
  return typeof status === 'number' && status >= 400 && status < 500;
};

/** Every error as a problem; what is not foreseen becomes one that says nothing. */
const problemOf = (error: unknown): Problem => {
  if (error instanceof Problem) return error;
  if (error instanceof StoreUnavailable || error instanceof Contended)
    return problem('server/unavailable', { headers: { 'Retry-After': '1' } });
  return problem(isClientFault(error) ? 'request/malformed' : 'server/internal');
};

/** Sends the problem. A client that goes on sending without an end in sight loses its connection. */
const sendProblem = (response: Response, refused: Problem): void => {
  if (isUnreadAndLong(response.req)) response.set('Connection', 'close');
  response.status(refused.status).set(refused.headers).set('Cache-Control', 'no-store');
  response.type(problemType).send(JSON.stringify(problemBody(refused)));
};

/** The one place where errors leave the server. */
export const errorBorder =
  (report: HttpReport): ErrorRequestHandler =>
  (error, request, response, _next) => {
    const refused = problemOf(error);
    const said = { id: String(response.get('X-Request-Id')), method: request.method, path: request.path };
    if (refused.code === 'server/internal') report.requestFailed(said, error);
    if (refused.code === 'server/unavailable') report.storeUnavailable(said);
    if (response.headersSent) response.destroy();
    else sendProblem(response, refused);
  };
