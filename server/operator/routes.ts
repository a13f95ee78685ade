import { readFileSync } from 'node:fs';
import { type Request, type RequestHandler, type Response, Router } from 'express';
import { z } from 'zod';
import { TooBusy } from '../accounts/passwords.ts';
import { clientAddress } from '../http/address.ts';
import { parseInput } from '../http/parse-input.ts';
import { Problem } from '../http/problem.ts';
import { problem } from '../http/problems.ts';
import { readBody } from '../http/read-body.ts';
import type { ChoiceRefusal, choosePassword } from './choose-password.ts';
import type { logIn } from './log-in.ts';
import { choosePage, homePage, loginPage } from './pages.ts';
import { refuseForeign } from './same-origin.ts';
import type { Sessions } from './sessions.ts';

export interface LoginReport {
  operatorLoggedIn(name: string, address: string): void;
  /** Without the name that was typed: it may be a password in the wrong field. */
  operatorLoginFailed(address: string): void;
}

interface Ports {
  readonly sessions: Sessions;
  readonly logIn: ReturnType<typeof logIn>;
  readonly choosePassword: ReturnType<typeof choosePassword>;
  readonly publicOrigin: string | undefined;
  readonly report: LoginReport;
}

const credentials = z.strictObject({ name: z.string().max(200), password: z.string().max(200) });
const confirmation = z.strictObject({ current: z.string().max(200) });
const choice = z.strictObject({ password: z.string().max(200), again: z.string().max(200) });

const choiceRefusals: Readonly<Record<ChoiceRefusal, string>> = {
  'operator/password-length': 'A password has 12 to 128 characters.',
  'operator/passwords-differ': 'The two passwords are not the same.',
};

const fields = async <Schema extends z.ZodType>(request: Request, schema: Schema): Promise<z.infer<Schema>> => {
  const body = await readBody(request, ['application/x-www-form-urlencoded']);
  return (await parseInput('body', schema, body ?? {})) as z.infer<Schema>;
};

const show = (response: Response, status: number, page: string): void => {
  response.status(status).set('Cache-Control', 'no-store').type('text/html').send(page);
};

const homeHandler =
  ({ sessions }: Ports): RequestHandler =>
  async (request, response) => {
    const session = await sessions.find(request);
    if (session === undefined) show(response, 200, loginPage());
    else show(response, 200, session.choosing ? choosePage(session.operator) : homePage(session.operator));
  };

const loginHandler =
  ({ sessions, logIn, report }: Ports): RequestHandler =>
  async (request, response) => {
    const { name, password } = await fields(request, credentials);
    const address = clientAddress(request);
    const result = await logIn({ name, password, address });
    if (!result.ok) {
      report.operatorLoginFailed(address);
      return show(response, 401, loginPage('The name or the password is wrong.'));
    }
    const { operator, choosing } = result.value;
    await sessions.open(request, response, operator, choosing);
    report.operatorLoggedIn(operator, address);
    response.redirect(303, choosing ? '/operator' : '/monitor/');
  };

/** The way to another password is the one of the first: a session that may only choose. */
const changeHandler =
  ({ sessions, logIn, report }: Ports): RequestHandler =>
  async (request, response) => {
    const session = await sessions.find(request);
    if (session?.choosing !== false) return response.redirect(303, '/operator');
    const { current } = await fields(request, confirmation);
    const { operator } = session;
    const address = clientAddress(request);
    if (!(await logIn({ name: operator, password: current, address })).ok) {
      report.operatorLoginFailed(address);
      return show(response, 403, homePage(operator, 'The password is wrong.'));
    }
    await sessions.open(request, response, operator, true);
    response.redirect(303, '/operator');
  };

const passwordHandler =
  ({ sessions, choosePassword }: Ports): RequestHandler =>
  async (request, response) => {
    const session = await sessions.find(request);
    if (session?.choosing !== true) return response.redirect(303, '/operator');
    const { password, again } = await fields(request, choice);
    const result = await choosePassword(session.operator, password, again);
    if (!result.ok) return show(response, 422, choosePage(session.operator, choiceRefusals[result.refusal]));
    await sessions.open(request, response, session.operator, false);
    response.redirect(303, '/operator');
  };

/** A person looks at a page, not at a problem document: too many attempts are told there, and a busy server too. */
const patiently =
  (handler: RequestHandler): RequestHandler =>
  async (request, response, next) => {
    try {
      await handler(request, response, next);
    } catch (error) {
      if (error instanceof TooBusy) return show(response, 503, loginPage('The server is busy; try again in a moment.'));
      if (!(error instanceof Problem) || error.status !== 429) throw error;
      response.set(error.headers);
      show(response, 429, loginPage('Too many failed attempts; wait some minutes.'));
    }
  };

/** Login, the choice of a password, and logout: plain pages without script. */
export const operatorPages = (ports: Ports): Router => {
  const router = Router({ caseSensitive: true, strict: true });
  const ours = refuseForeign(ports.publicOrigin);
  const css = readFileSync(new URL('./operator.css', import.meta.url), 'utf8');
  router.route('/operator').get(homeHandler(ports));
  router.route('/operator/login').post(ours, patiently(loginHandler(ports)));
  router.route('/operator/password').post(ours, patiently(passwordHandler(ports)));
  router.route('/operator/change').post(ours, patiently(changeHandler(ports)));
  router.route('/operator/logout').post(ours, async (request, response) => {
    await ports.sessions.close(request, response);
    response.redirect(303, '/operator');
  });
  router.get('/operator/operator.css', (_request, response) => {
    response.set('Cache-Control', 'no-cache').type('text/css').send(css);
  });
  router.all(['/operator/login', '/operator/password', '/operator/change', '/operator/logout'], () => {
    throw problem('request/method-not-allowed', { headers: { Allow: 'POST' } });
  });
  return router;
};
