import type { Request, RequestHandler, Response } from 'express';
import { Problem } from '../http/problem.ts';
import type { Sessions } from './sessions.ts';

/** The operator whom `requireOperator` let in. */
export const operatorIn = (response: Response): string => String(response.locals.operator);

const wantsPage = (request: Request): boolean =>
  request.method === 'GET' && request.get('Accept')?.includes('text/html') === true;

/** Lets operators pass; a browser that asks for a page is sent to the login, anything else is 401. */
export const requireOperator =
  (sessions: Pick<Sessions, 'find'>): RequestHandler =>
  async (request, response, next) => {
    const session = await sessions.find(request);
    if (session !== undefined && !session.choosing) {
      response.locals.operator = session.operator;
      return next();
    }
    if (!wantsPage(request) || request.path.startsWith('/api'))
      throw new Problem(401, 'operator/no-session', 'Log in as an operator first.');
    response.set('Cache-Control', 'no-store').redirect(303, '/operator');
  };
