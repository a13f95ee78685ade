import { z } from 'zod';
import { variantNames, variants } from '../../shared/game/variants.ts';
import { gameId, playerId } from '../../shared/kernel/ids.ts';
import { id, page } from '../../shared/protocol/common.ts';
import {
  exportQuery,
  gameEvent,
  gameSummary,
  gamesQuery,
  lobby,
  playerGamesQuery,
  statistics,
  variantEntry,
} from '../../shared/protocol/games.ts';
import { numberedPageQuery, numberOf, pageWithin } from '../http/paging.ts';
import { type Route, route } from '../http/route.ts';
import type { Games } from './games.ts';
import { playingRoutes } from './playing-routes.ts';

interface Needs {
  readonly games: Games;
  /** The lobby's room, made when there is none. */
  readonly lobbyRoom: () => Promise<string>;
}

const params = z.strictObject({ id });
const cursor = numberedPageQuery.shape.cursor;
const tag = 'games';
const eventsQuery = numberedPageQuery;
const listQuery = gamesQuery.extend({ cursor, variant: z.enum(variantNames).optional() });
const playersGamesQuery = playerGamesQuery.extend({ cursor, variant: z.enum(variantNames).optional() });

const lists = (games: Games): readonly Route[] => [
  route({
    method: 'get',
    path: '/v1/games',
    summary: 'Public games, newest first; with a player, that player’s games.',
    tag,
    auth: 'public',
    query: listQuery,
    answers: { status: 200, schema: page(gameSummary) },
    handle: async ({ query: { limit, cursor, status, variant, player }, caller }) => {
      const filter = { status, variant, player: player === undefined ? undefined : playerId(player) };
      const viewer = caller?.player ?? null;
      return { status: 200, body: await games.list({ ...filter, viewer }, numberOf(cursor), limit) };
    },
  }),
  route({
    method: 'get',
    path: '/v1/players/{id}/games',
    summary: 'The games of a player, or of two who met, newest first; private ones only for those who sit in them.',
    tag,
    auth: 'public',
    params,
    query: playersGamesQuery,
    answers: { status: 200, schema: page(gameSummary) },
    handle: async ({ params, query: { limit, cursor, status, variant, opponent }, caller }) => {
      const met = { player: playerId(params.id), opponent: opponent === undefined ? undefined : playerId(opponent) };
      const filter = { status, variant, ...met, viewer: caller?.player ?? null };
      return { status: 200, body: await games.list(filter, numberOf(cursor), limit) };
    },
  }),
  route({
    method: 'get',
    path: '/v1/players/{id}/statistics',
    summary: 'How the finished games of a player went, by variant and by kind of opponent.',
    tag,
    auth: 'public',
    params,
    answers: { status: 200, schema: page(statistics) },
    query: numberedPageQuery,
    handle: async ({ params, query }) => ({
      status: 200,
      body: pageWithin(await games.statistics(playerId(params.id)), query),
    }),
  }),
];

const exported = async (games: Games, game: string, format: 'text' | 'jsonl') =>
  format === 'text'
    ? { contentType: 'text/plain; charset=utf-8', body: await games.exportText(gameId(game)) }
    : { contentType: 'application/x-ndjson; charset=utf-8', body: await games.exportLines(gameId(game)) };

const oneGame = (games: Games): readonly Route[] => [
  route({
    method: 'get',
    path: '/v1/games/{id}',
    summary: 'A game.',
    tag,
    auth: 'public',
    params,
    answers: { status: 200, schema: gameSummary },
    problems: ['game/not-found'],
    handle: async ({ params }) => ({ status: 200, body: await games.get(gameId(params.id)) }),
  }),
  route({
    method: 'get',
    path: '/v1/games/{id}/events',
    summary: 'The log of a game in order.',
    tag,
    auth: 'public',
    params,
    query: eventsQuery,
    answers: { status: 200, schema: page(gameEvent) },
    problems: ['game/not-found'],
    handle: async ({ params, query: { limit, cursor } }) => ({
      status: 200,
      body: await games.events(gameId(params.id), numberOf(cursor) ?? 0, limit),
    }),
  }),
  route({
    method: 'get',
    path: '/v1/games/{id}/export',
    summary: 'A game as a file: in notation with a header, or its events one a line.',
    tag,
    auth: 'public',
    params,
    query: exportQuery,
    answers: { status: 200, contentType: 'text/plain' },
    problems: ['game/not-found'],
    handle: async ({ params, query: { format } }) => ({ status: 200, ...(await exported(games, params.id, format)) }),
  }),
];

const tables = (lobbyRoom: () => Promise<string>): readonly Route[] => [
  route({
    method: 'get',
    path: '/v1/variants',
    summary: 'The named presets and their boards.',
    tag,
    auth: 'public',
    answers: { status: 200, schema: page(variantEntry) },
    query: numberedPageQuery,
    handle: async ({ query }) => ({
      status: 200,
      body: pageWithin(
        variantNames.map((name) => ({ name, settings: variants[name] })),
        query,
      ),
    }),
  }),
  route({
    method: 'get',
    path: '/v1/lobby',
    summary: 'The room in which the lobby is told live.',
    tag,
    auth: 'public',
    answers: { status: 200, schema: lobby },
    handle: async () => ({ status: 200, body: { room: { id: await lobbyRoom() } } }),
  }),
];

/** The part of the HTTP API that is about games. */
export const gameRoutes = ({ games, lobbyRoom }: Needs): readonly Route[] => [
  ...playingRoutes(games),
  ...lists(games),
  ...oneGame(games),
  ...tables(lobbyRoom),
];
