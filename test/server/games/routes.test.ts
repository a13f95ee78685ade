import assert from 'node:assert/strict';
import { createPrivateGames } from '../../../server/games/private-games.ts';
import { gameRoutes } from '../../../server/games/routes.ts';
import type { Caller } from '../../../server/http/caller.ts';
import type { Reply, Route } from '../../../server/http/route.ts';
import { ratingRoutes } from '../../../server/ratings/routes.ts';
import { begin, openWorld, person, playWin, type World } from './world.ts';

interface Call {
  readonly params?: object;
  readonly query?: object;
  readonly body?: object;
  readonly caller?: Caller | null;
}

describe('the routes of games and ratings', () => {
  let world: World;
  let routes: readonly Route[];
  const ann = person('ann');
  const bob = person('bob');
  const called = new Set<Route>();
  before(async () => {
    world = await openWorld();
    routes = [
      ...gameRoutes({ games: world.games, lobbyRoom: async () => 'lobby-1' }),
      ...ratingRoutes({ ratings: world.ratings, privateGames: createPrivateGames(world.model) }),
    ];
  });
  after(() => world.close());

  /** Calls a route as the HTTP border would, and checks that the answer is what the route's schema says. */
  const call = async (
    method: Route['method'],
    path: string,
    { caller = null, ...given }: Call = {},
  ): Promise<Reply> => {
    const found = routes.find((route) => route.method === method && route.path === path);
    assert.ok(found, path);
    called.add(found);
    const [params, query, body] = (['params', 'query', 'body'] as const).map((part) =>
      found[part]?.parse(given[part] ?? {}),
    );
    const reply = await found.handle({ params, query, body, caller, address: '127.0.0.1', userAgent: '' });
    assert.equal(reply.status, found.answers.status);
    if (found.answers.schema) found.answers.schema.parse(JSON.parse(JSON.stringify(reply.body)));
    return reply;
  };

  it('[RT19] the history shows others how private games changed a rating, and not which games they were', async () => {
    const [cat, dan] = [person('cat'), person('dan')];
    const open = await playWin(world, cat, dan, { rated: true, clock: { moveMs: 60_000 } });
    const hidden = await playWin(world, cat, dan, {
      ...{ rated: true, clock: { moveMs: 60_000 }, visibility: 'private' },
    });
    await world.project();
    const gamesSeenBy = async (caller: Caller | null): Promise<unknown> => {
      const params = { id: 'cat', ladder: 'xo' };
      const { body } = await call('get', '/v1/players/{id}/ratings/{ladder}/history', { params, caller });
      return (body as { items: { game: string | null }[] }).items.map(({ game }) => game);
    };
    assert.deepEqual(await gamesSeenBy(cat), [hidden, open]);
    for (const other of [null, ann]) assert.deepEqual(await gamesSeenBy(other), [null, open]);
  });

  it('[GA21] every route answers what its schema says', async () => {
    const rated = { rated: true, clock: { moveMs: 60_000 } };
    const finished = await playWin(world, ann, bob, rated);
    await playWin(world, bob, ann, rated);
    const { body: created } = await call('post', '/v1/games', { body: { variant: 'xo', ...rated }, caller: ann });
    const { id } = (created as { game: { id: string } }).game;
    await call('post', '/v1/games/{id}/intratoken', {
      params: { id },
      body: { role: 'spectator', reserve: true },
      caller: bob,
    });
    await call('post', '/v1/games/{id}/bot', { params: { id }, body: { level: 1 }, caller: ann });
    await begin(world, ann, bob, { variant: undefined, settings: { width: 4, height: 5, inARow: 3 } });
    await world.project();
    const game = { id: finished };
    const player = { id: 'ann' };
    await call('get', '/v1/games', { query: { limit: '2', status: 'finished', variant: 'xo', player: 'ann' } });
    await call('get', '/v1/games', { query: { cursor: '3' } });
    await call('get', '/v1/games/{id}', { params: game });
    await call('get', '/v1/games/{id}/events', { params: game, query: { limit: '3', cursor: '4' } });
    await call('get', '/v1/players/{id}/games', { params: player, caller: ann });
    const met = await call('get', '/v1/players/{id}/games', {
      params: player,
      query: { opponent: 'bob', variant: 'xo' },
    });
    assert.equal((met.body as { items: unknown[] }).items.length, 2);
    await call('get', '/v1/players/{id}/statistics', { params: player });
    await call('get', '/v1/variants');
    await call('get', '/v1/lobby');
    await call('get', '/v1/ladders');
    await call('get', '/v1/ladders/{ladder}/leaderboard/around/{player}', { params: { ladder: 'xo', player: 'ann' } });
    await call('get', '/v1/players/{id}/ratings', { params: player });
    await call('get', '/v1/players/{id}/ratings/{ladder}/history', { params: { ...player, ladder: 'xo' } });
    const { body } = await call('get', '/v1/ladders/{ladder}/leaderboard', {
      params: { ladder: 'xo' },
      query: { limit: 1 },
    });
    const { next } = body as { next: string };
    await call('get', '/v1/ladders/{ladder}/leaderboard', { params: { ladder: 'xo' }, query: { cursor: next } });
    const text = await call('get', '/v1/games/{id}/export', { params: game });
    assert.match(text.contentType ?? '', /^text\/plain/);
    const lines = await call('get', '/v1/games/{id}/export', { params: game, query: { format: 'jsonl' } });
    assert.match(lines.contentType ?? '', /ndjson/);
    assert.deepEqual(
      routes.filter((route) => !called.has(route)).map(({ path }) => path),
      [],
    );
  });

  it('[GA22] a cursor that no page gave is refused at the border', () => {
    for (const path of ['/v1/games', '/v1/games/{id}/events', '/v1/ladders/{ladder}/leaderboard']) {
      const { query } = routes.find((route) => route.path === path && route.method === 'get')!;
      for (const cursor of ['', '-1', '1e9', 'x', '1_', '_ann', '9'.repeat(16), '١', "1' OR 1", '800_a b'])
        assert.equal(query?.safeParse({ cursor }).success, false, `${path} ${cursor}`);
    }
  });
});
