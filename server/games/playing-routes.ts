import { z } from 'zod';
import { gameId } from '../../shared/kernel/ids.ts';
import { id } from '../../shared/protocol/common.ts';
import { botRequest, gameCreated, intratoken, intratokenRequest, newGame } from '../../shared/protocol/games.ts';
import { callerOf, type Route, route } from '../http/route.ts';
import type { Games } from './games.ts';

const params = z.strictObject({ id });
const tag = 'games';

const createRoute = (games: Games): Route =>
  route({
    method: 'post',
    path: '/v1/games',
    summary: 'Create a game and sit down in it. Needs an account; guests create unrated games.',
    tag,
    auth: 'player',
    body: newGame,
    answers: { status: 201, schema: gameCreated },
    problems: ['game/not-rated', 'game/no-ladder', 'game/invalid-settings', 'game/too-many-awaiting'],
    handle: async (request) => {
      const [game] = await games.summarise([await games.create(callerOf(request), request.body)]);
      return { status: 201, body: { game } };
    },
  });

const intratokenRoute = (games: Games): Route =>
  route({
    method: 'post',
    path: '/v1/games/{id}/intratoken',
    summary:
      "The token to join a game's room, with `reserve` also a place in it. A player without a seat takes a free one.",
    tag,
    auth: 'player',
    params,
    body: intratokenRequest,
    answers: { status: 200, schema: intratoken },
    problems: ['game/not-found', 'game/not-rated', 'game/seat-taken', 'game/full', 'game/not-awaiting'],
    handle: async (request) => ({
      status: 200,
      body: await games.requestIntratoken(callerOf(request), gameId(request.params.id), request.body),
    }),
  });

const botRoute = (games: Games): Route =>
  route({
    method: 'post',
    path: '/v1/games/{id}/bot',
    summary: 'Have a house bot take a free seat of a game in which you sit.',
    tag,
    auth: 'player',
    params,
    body: botRequest,
    answers: { status: 200, schema: gameCreated },
    problems: ['game/not-found', 'game/no-such-bot', 'game/not-a-player', 'game/not-awaiting', 'game/already-seated'],
    handle: async (request) => {
      const { body, params } = request;
      const facts = await games.seatHouseBot(callerOf(request), gameId(params.id), body.level);
      const [game] = await games.summarise([facts]);
      return { status: 200, body: { game } };
    },
  });

/** What players ask for: a game, a seat in it, a bot beside them. */
export const playingRoutes = (games: Games): readonly Route[] => [
  createRoute(games),
  intratokenRoute(games),
  botRoute(games),
];
