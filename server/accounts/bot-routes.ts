import { z } from 'zod';
import { type PlayerId, playerId } from '../../shared/kernel/ids.ts';
import type { Result } from '../../shared/kernel/result.ts';
import * as shapes from '../../shared/protocol/accounts.ts';
import { id, page } from '../../shared/protocol/common.ts';
import type { Caller } from '../http/caller.ts';
import { numberedPageQuery, pageWithin } from '../http/paging.ts';
import { callerOf, type Route, route } from '../http/route.ts';
import { type Account, playerOf } from './account.ts';
import type { CreatedBot } from './bots.ts';
import { orProblem } from './refusals.ts';

interface Needs {
  readonly createBot: (
    owner: Caller,
    bot: { readonly username: string; readonly displayName?: string | undefined },
  ) => Promise<Result<CreatedBot, 'account/accounts-only' | 'account/username-taken' | 'account/too-many-bots'>>;
  readonly listBots: (owner: PlayerId) => Promise<readonly Account[]>;
  readonly findBot: (owner: PlayerId, id: PlayerId) => Promise<Result<Account, 'account/no-such-bot'>>;
  readonly deleteBot: (owner: PlayerId, id: PlayerId) => Promise<Result<null, 'account/no-such-bot'>>;
}

const bots = { path: '/v1/players/me/bots', tag: 'Bots', auth: 'player' } as const;
const oneBot = {
  path: '/v1/players/me/bots/{id}',
  tag: 'Bots',
  auth: 'player',
  params: z.strictObject({ id }),
  problems: ['account/no-such-bot'],
} as const;

const createRoute = ({ createBot }: Needs): Route =>
  route({
    ...bots,
    method: 'post',
    summary: 'Create a bot of one’s own, up to five; its API key is shown this once',
    body: shapes.botRegistration,
    answers: { status: 201, schema: shapes.botCreated },
    problems: ['account/accounts-only', 'account/username-taken', 'account/too-many-bots'],
    handle: async (request) => {
      const { bot, apiKey } = orProblem(await createBot(callerOf(request), request.body));
      const headers = { 'Cache-Control': 'no-store' };
      return { status: 201, headers, body: { player: playerOf(bot), api_key: apiKey } };
    },
  });

const listRoute = ({ listBots }: Needs): Route =>
  route({
    ...bots,
    method: 'get',
    summary: 'The caller’s bots',
    query: numberedPageQuery,
    answers: { status: 200, schema: page(shapes.player) },
    handle: async (request) => {
      const items = (await listBots(callerOf(request).player)).map(playerOf);
      return { status: 200, body: pageWithin(items, request.query) };
    },
  });

const findRoute = ({ findBot }: Needs): Route =>
  route({
    ...oneBot,
    method: 'get',
    summary: 'One of the caller’s bots',
    answers: { status: 200, schema: shapes.player },
    handle: async (request) => {
      const bot = orProblem(await findBot(callerOf(request).player, playerId(request.params.id)));
      return { status: 200, body: playerOf(bot) };
    },
  });

const deleteRoute = ({ deleteBot }: Needs): Route =>
  route({
    ...oneBot,
    method: 'delete',
    summary: 'Delete one of the caller’s bots; its key opens nothing from now on',
    answers: { status: 204 },
    handle: async (request) => {
      orProblem(await deleteBot(callerOf(request).player, playerId(request.params.id)));
      return { status: 204 };
    },
  });

export const botRoutes = (needs: Needs): readonly Route[] => [
  createRoute(needs),
  listRoute(needs),
  findRoute(needs),
  deleteRoute(needs),
];
