import type { PlayerId } from '../../shared/kernel/ids.ts';
import type { Result } from '../../shared/kernel/result.ts';
import * as shapes from '../../shared/protocol/accounts.ts';
import { callerOf, type Route, route } from '../http/route.ts';
import { type Account, playerOf } from './account.ts';
import type { AccountMails } from './account-mails.ts';
import { notWhenBusy } from './guarded.ts';
import type { Origin } from './guests.ts';
import { orProblem } from './refusals.ts';
import type { Registration } from './register.ts';

interface Needs {
  readonly register: (registration: Registration) => Promise<Result<Account, 'account/username-taken'>>;
  readonly createGuest: (origin: Origin) => Promise<{ account: Account; tokens: shapes.Tokens }>;
  readonly upgradeGuest: (
    guest: PlayerId,
    registration: Registration,
  ) => Promise<Result<Account, 'account/username-taken' | 'account/not-a-guest'>>;
  readonly verifyEmail: (token: string) => Promise<Result<null, 'account/invalid-token'>>;
  readonly mails: Pick<AccountMails, 'resend'>;
}

const common = { method: 'post', tag: 'Accounts', auth: 'public' } as const;

const registerRoute = ({ register }: Needs): Route =>
  route({
    ...common,
    path: '/v1/accounts',
    summary: 'Register an account; its e-mail address gets a verification link',
    limit: 'registration',
    body: shapes.registration,
    answers: { status: 201, schema: shapes.registered },
    problems: ['account/username-taken', 'auth/busy'],
    handle: async ({ body }) => {
      const account = orProblem(await notWhenBusy(register(body)));
      return { status: 201, body: { player: playerOf(account) } };
    },
  });

const guestRoute = ({ createGuest }: Needs): Route =>
  route({
    ...common,
    path: '/v1/accounts/guest',
    summary: 'Play at once as a guest: unrated games, and an account later if wanted',
    limit: 'guest',
    answers: { status: 201, schema: shapes.guestCreated },
    handle: async ({ address, userAgent }) => {
      const { account, tokens } = await createGuest({ address, userAgent });
      return { status: 201, body: { player: playerOf(account), ...tokens } };
    },
  });

const upgradeRoute = ({ upgradeGuest }: Needs): Route =>
  route({
    ...common,
    path: '/v1/accounts/upgrade',
    summary: 'Turn the guest into an account; its id, games and sessions stay',
    auth: 'player',
    limit: 'registration',
    body: shapes.registration,
    answers: { status: 200, schema: shapes.registered },
    problems: ['account/username-taken', 'account/not-a-guest', 'auth/busy'],
    handle: async (request) => {
      const account = orProblem(await notWhenBusy(upgradeGuest(callerOf(request).player, request.body)));
      return { status: 200, body: { player: playerOf(account) } };
    },
  });

const verifyRoute = ({ verifyEmail }: Needs): Route =>
  route({
    ...common,
    path: '/v1/accounts/verify',
    summary: 'Verify an e-mail address by the token from the mail: one use, 24 hours',
    body: shapes.oneTimeToken,
    answers: { status: 204 },
    problems: ['account/invalid-token'],
    handle: async ({ body }) => {
      orProblem(await verifyEmail(body.token));
      return { status: 204 };
    },
  });

const resendRoute = ({ mails }: Needs): Route =>
  route({
    ...common,
    path: '/v1/accounts/verify/resend',
    summary: 'Mail a new verification link, at most once in 60 seconds; the answer is the same for any address',
    limit: 'mail',
    body: shapes.resend,
    answers: { status: 204 },
    handle: async ({ body, caller }) => {
      mails.resend(body.email, caller?.player ?? null);
      return { status: 204 };
    },
  });

export const accountRoutes = (needs: Needs): readonly Route[] => [
  registerRoute(needs),
  guestRoute(needs),
  upgradeRoute(needs),
  verifyRoute(needs),
  resendRoute(needs),
];
