import type { z } from 'zod';
import type { Result } from '../../shared/kernel/result.ts';
import * as shapes from '../../shared/protocol/accounts.ts';
import type { Caller } from '../http/caller.ts';
import { callerOf, type Route, route } from '../http/route.ts';
import type { RefreshSession } from '../tokens/refresh-session.ts';
import type { AccountMails } from './account-mails.ts';
import { notWhenBusy } from './guarded.ts';
import type { Origin } from './guests.ts';
import type { Credentials } from './log-in.ts';
import { orProblem } from './refusals.ts';

interface Needs {
  readonly logIn: (
    credentials: Credentials,
    origin: Origin,
  ) => Promise<Result<shapes.Tokens, 'auth/invalid-credentials'>>;
  readonly refreshSession: RefreshSession;
  readonly endSession: (refreshToken: string) => Promise<void>;
  readonly mails: Pick<AccountMails, 'forgot'>;
  readonly resetPassword: (
    token: string,
    password: string,
    address: string,
  ) => Promise<Result<null, 'account/invalid-token'>>;
  readonly changePassword: (
    caller: Caller,
    change: { readonly current: string; readonly password: string },
    address: string,
  ) => Promise<Result<null, 'account/accounts-only' | 'auth/wrong-password'>>;
}

const common = { method: 'post', tag: 'Authentication', auth: 'public' } as const;
/** RFC 6749, section 5.1: tokens are kept by nobody on the way. */
const unkept = { 'Cache-Control': 'no-store' };

/** The schema has seen to it that exactly one way is taken. */
const credentialsOf = ({ username, email, password = '', api_key }: z.infer<typeof shapes.login>): Credentials => {
  if (api_key !== undefined) return { by: 'key', apiKey: api_key };
  return email === undefined
    ? { by: 'username', username: username ?? '', password }
    : { by: 'email', email, password };
};

const loginRoute = ({ logIn }: Needs): Route =>
  route({
    ...common,
    path: '/v1/auth/login',
    summary: 'Log in with a user name or e-mail and the password, or with a bot’s API key',
    limit: 'login',
    form: true,
    body: shapes.login,
    answers: { status: 200, schema: shapes.tokens },
    problems: ['auth/invalid-credentials', 'auth/too-many-attempts', 'auth/busy'],
    handle: async ({ body, address, userAgent }) => ({
      status: 200,
      headers: unkept,
      body: orProblem(await logIn(credentialsOf(body), { address, userAgent })),
    }),
  });

const refreshRoute = ({ refreshSession }: Needs): Route =>
  route({
    ...common,
    path: '/v1/auth/refresh',
    summary: 'Exchange a refresh token for fresh tokens; a token used again later ends the session',
    body: shapes.refresh,
    answers: { status: 200, schema: shapes.tokens },
    problems: ['auth/invalid-refresh-token'],
    handle: async ({ body }) => ({
      status: 200,
      headers: unkept,
      body: orProblem(await refreshSession(body.refresh_token)),
    }),
  });

const logoutRoute = ({ endSession }: Needs): Route =>
  route({
    ...common,
    path: '/v1/auth/logout',
    summary: 'End the session of a refresh token; any other token is ignored',
    body: shapes.refresh,
    answers: { status: 204 },
    handle: async ({ body }) => {
      await endSession(body.refresh_token);
      return { status: 204 };
    },
  });

const forgotRoute = ({ mails }: Needs): Route =>
  route({
    ...common,
    path: '/v1/auth/password/forgot',
    summary: 'Mail a link for a new password; the answer is the same for any address',
    limit: 'mail',
    body: shapes.forgot,
    answers: { status: 204 },
    handle: async ({ body }) => {
      mails.forgot(body.email);
      return { status: 204 };
    },
  });

const resetRoute = ({ resetPassword }: Needs): Route =>
  route({
    ...common,
    path: '/v1/auth/password/reset',
    summary: 'Set a new password by the token from the mail: one use, one hour; every session ends',
    body: shapes.reset,
    answers: { status: 204 },
    problems: ['account/invalid-token', 'auth/too-many-attempts', 'auth/busy'],
    handle: async ({ body, address }) => {
      orProblem(await resetPassword(body.token, body.password, address));
      return { status: 204 };
    },
  });

const changeRoute = ({ changePassword }: Needs): Route =>
  route({
    ...common,
    path: '/v1/auth/password/change',
    summary: 'Change one’s own password; every other session ends',
    auth: 'player',
    limit: 'login',
    body: shapes.change,
    answers: { status: 204 },
    problems: ['account/accounts-only', 'auth/wrong-password', 'auth/too-many-attempts', 'auth/busy'],
    handle: async (request) => {
      orProblem(await notWhenBusy(changePassword(callerOf(request), request.body, request.address)));
      return { status: 204 };
    },
  });

export const authRoutes = (needs: Needs): readonly Route[] => [
  loginRoute(needs),
  refreshRoute(needs),
  logoutRoute(needs),
  forgotRoute(needs),
  resetRoute(needs),
  changeRoute(needs),
];
