import { z } from 'zod';
import { type PlayerId, playerId } from '../../shared/kernel/ids.ts';
import type { Result } from '../../shared/kernel/result.ts';
import * as shapes from '../../shared/protocol/accounts.ts';
import { id, page } from '../../shared/protocol/common.ts';
import type { Caller } from '../http/caller.ts';
import { numberedPageQuery, pageWithin } from '../http/paging.ts';
import { callerOf, type Route, route } from '../http/route.ts';
import type { Session } from '../tokens/session-store.ts';
import { type Account, ownPlayerOf } from './account.ts';
import { orProblem } from './refusals.ts';

interface Needs {
  readonly findPlayer: (id: PlayerId) => Promise<Result<shapes.Player, 'account/not-found'>>;
  readonly findOwn: (id: PlayerId) => Promise<Result<Account, 'account/not-found'>>;
  readonly renamePlayer: (id: PlayerId, displayName: string) => Promise<void>;
  readonly deleteOwn: (
    caller: Caller,
    password: string | undefined,
    address: string,
  ) => Promise<Result<null, 'auth/wrong-password'>>;
  readonly listSessions: (player: PlayerId) => Promise<readonly Session[]>;
  readonly revokeSession: (player: PlayerId, session: string) => Promise<Result<null, 'auth/no-such-session'>>;
}

const own = { path: '/v1/players/me', tag: 'Players', auth: 'player' } as const;
const byId = z.strictObject({ id });

const answerOwn = async ({ findOwn }: Needs, caller: Caller) => ({
  status: 200,
  body: ownPlayerOf(orProblem(await findOwn(caller.player)), caller),
});

const ownRoute = (needs: Needs): Route =>
  route({
    ...own,
    method: 'get',
    summary: 'The caller, with what only they may know',
    answers: { status: 200, schema: shapes.ownPlayer },
    handle: (request) => answerOwn(needs, callerOf(request)),
  });

const renameRoute = (needs: Needs): Route =>
  route({
    ...own,
    method: 'patch',
    summary: 'Change the displayed name',
    body: shapes.profileChange,
    answers: { status: 200, schema: shapes.ownPlayer },
    handle: async (request) => {
      const caller = callerOf(request);
      const { displayName } = request.body;
      if (displayName !== undefined) await needs.renamePlayer(caller.player, displayName);
      return answerOwn(needs, caller);
    },
  });

const deleteRoute = ({ deleteOwn }: Needs): Route =>
  route({
    ...own,
    method: 'delete',
    summary: 'Delete the caller for good: games stay, without the name; an account confirms with its password',
    limit: 'login',
    body: shapes.deletion,
    answers: { status: 204 },
    problems: ['auth/wrong-password', 'auth/too-many-attempts', 'auth/busy'],
    handle: async (request) => {
      orProblem(await deleteOwn(callerOf(request), request.body.password, request.address));
      return { status: 204 };
    },
  });

const sessionsRoute = ({ listSessions }: Needs): Route =>
  route({
    ...own,
    path: '/v1/players/me/sessions',
    method: 'get',
    summary: 'Where the caller is logged in, the last used first',
    query: numberedPageQuery,
    answers: { status: 200, schema: page(shapes.session) },
    handle: async (request) => {
      const caller = callerOf(request);
      const items = (await listSessions(caller.player)).map((session) => ({
        id: session.id,
        createdAt: new Date(session.createdAt).toISOString(),
        lastUsedAt: new Date(session.rotatedAt).toISOString(),
        userAgent: session.userAgent,
        address: session.address,
        current: session.id === caller.session,
      }));
      return { status: 200, body: pageWithin(items, request.query) };
    },
  });

const revokeRoute = ({ revokeSession }: Needs): Route =>
  route({
    ...own,
    path: '/v1/players/me/sessions/{id}',
    method: 'delete',
    summary: 'Log out one of the caller’s sessions, at once',
    params: byId,
    answers: { status: 204 },
    problems: ['auth/no-such-session'],
    handle: async (request) => {
      orProblem(await revokeSession(callerOf(request).player, request.params.id));
      return { status: 204 };
    },
  });

const playerRoute = ({ findPlayer }: Needs): Route =>
  route({
    path: '/v1/players/{id}',
    method: 'get',
    tag: 'Players',
    auth: 'public',
    summary: 'What everybody may know of a player',
    params: byId,
    answers: { status: 200, schema: shapes.player },
    problems: ['account/not-found'],
    handle: async ({ params }) => ({ status: 200, body: orProblem(await findPlayer(playerId(params.id))) }),
  });

/** `me` comes before `{id}`, which would match it too. */
export const playerRoutes = (needs: Needs): readonly Route[] => [
  ownRoute(needs),
  renameRoute(needs),
  deleteRoute(needs),
  sessionsRoute(needs),
  revokeRoute(needs),
  playerRoute(needs),
];
