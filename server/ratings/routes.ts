import { z } from 'zod';
import { type GameId, gameId, playerId } from '../../shared/kernel/ids.ts';
import { id, type Page, page, pageQuery } from '../../shared/protocol/common.ts';
import {
  ladderEntry,
  ladderRating,
  leaderboardEntry,
  type RatingChange,
  ratingChange,
} from '../../shared/protocol/ratings.ts';
import { numberedPageQuery, numberOf, pageWithin } from '../http/paging.ts';
import { type Route, route } from '../http/route.ts';
import { cursorPattern, ladderNamed, type Ratings, standingOf } from './ratings.ts';

const tag = 'ratings';
const boardQuery = pageQuery.extend({
  cursor: z.string().regex(cursorPattern, 'is not a cursor of this list').optional(),
});
const aroundQuery = z.strictObject({ limit: z.coerce.number().int().min(1).max(200).default(10) });

/** Which of these games are private. */
type PrivateGames = (games: readonly GameId[]) => Promise<ReadonlySet<GameId>>;
type HidePrivate = (changes: Page<RatingChange>) => Promise<Page<RatingChange>>;

/** The rating is everybody's to see, the id of a private game is not: it lets people in. */
const hidePrivate =
  (privateGames: PrivateGames): HidePrivate =>
  async ({ items, next }) => {
    const hidden = await privateGames(items.flatMap(({ game }) => (game === null ? [] : [gameId(game)])));
    const shown = items.map((item) =>
      item.game !== null && hidden.has(gameId(item.game)) ? { ...item, game: null } : item,
    );
    return { items: shown, next };
  };

const boards = (ratings: Ratings): readonly Route[] => [
  route({
    method: 'get',
    path: '/v1/ladders',
    summary: 'The ladders, one a variant, and how many players each has.',
    tag,
    auth: 'public',
    answers: { status: 200, schema: page(ladderEntry) },
    query: numberedPageQuery,
    handle: async ({ query }) => ({ status: 200, body: pageWithin(await ratings.ladders(), query) }),
  }),
  route({
    method: 'get',
    path: '/v1/ladders/{ladder}/leaderboard',
    summary: 'The players of a ladder, the highest rating first; equal ratings share a rank.',
    tag,
    auth: 'public',
    params: z.strictObject({ ladder: id }),
    query: boardQuery,
    answers: { status: 200, schema: page(leaderboardEntry) },
    problems: ['rating/no-such-ladder'],
    handle: async ({ params, query: { cursor, limit } }) => {
      const from = cursor === undefined ? null : standingOf(cursor);
      return { status: 200, body: await ratings.leaderboard(ladderNamed(params.ladder), from, limit) };
    },
  }),
  route({
    method: 'get',
    path: '/v1/ladders/{ladder}/leaderboard/around/{player}',
    summary: 'A player’s place on a ladder among those just above and below.',
    tag,
    auth: 'public',
    params: z.strictObject({ ladder: id, player: id }),
    query: aroundQuery,
    answers: { status: 200, schema: page(leaderboardEntry) },
    problems: ['rating/no-such-ladder', 'rating/not-rated'],
    handle: async ({ params: { ladder, player }, query: { limit } }) => {
      const items = await ratings.around(ladderNamed(ladder), playerId(player), limit);
      return { status: 200, body: { items, next: null } };
    },
  }),
];

const ofPlayers = (ratings: Ratings, withoutPrivate: HidePrivate): readonly Route[] => [
  route({
    method: 'get',
    path: '/v1/players/{id}/ratings',
    summary: 'The ratings of a player on every ladder they have played on.',
    tag,
    auth: 'public',
    params: z.strictObject({ id }),
    answers: { status: 200, schema: page(ladderRating) },
    query: numberedPageQuery,
    handle: async ({ params, query }) => ({
      status: 200,
      body: pageWithin(await ratings.ofPlayer(playerId(params.id)), query),
    }),
  }),
  route({
    method: 'get',
    path: '/v1/players/{id}/ratings/{ladder}/history',
    summary: 'How the rating of a player changed, the newest game first.',
    tag,
    auth: 'public',
    params: z.strictObject({ id, ladder: id }),
    query: numberedPageQuery,
    answers: { status: 200, schema: page(ratingChange) },
    problems: ['rating/no-such-ladder'],
    handle: async ({ params, query: { cursor, limit }, caller }) => {
      const changes = await ratings.history(playerId(params.id), ladderNamed(params.ladder), numberOf(cursor), limit);
      return { status: 200, body: caller?.player === params.id ? changes : await withoutPrivate(changes) };
    },
  }),
];

interface RatingRouteNeeds {
  readonly ratings: Ratings;
  readonly privateGames: PrivateGames;
}

/** The part of the HTTP API that is about ratings. */
export const ratingRoutes = ({ ratings, privateGames }: RatingRouteNeeds): readonly Route[] => [
  ...boards(ratings),
  ...ofPlayers(ratings, hidePrivate(privateGames)),
];
