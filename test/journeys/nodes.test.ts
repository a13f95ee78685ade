import assert from 'node:assert/strict';
import { Client } from '@colyseus/sdk';
import type { Cluster } from '../../server/cluster/cluster.ts';
import type { ClusterNode } from '../../server/cluster/cluster-node.ts';
import { httpClient } from '../support/http-client.ts';
import {
  ask,
  eventually,
  joinGame,
  type Person,
  play,
  registerPerson,
  type SeenRoom,
  until,
  winTopRow,
} from '../support/people.ts';
import type { TestRedis } from '../support/redis.ts';
import { openNodes, type TestCluster } from '../support/whole-cluster.ts';

interface Listed {
  readonly id: string;
  readonly status: string;
  readonly players: readonly { readonly id: string; readonly ratingChange: number | null }[];
}

/** Somebody as a given node sees them. */
const at = (person: Person, node: ClusterNode): Person => ({
  ...person,
  api: httpClient(node.url!).as(person.accessToken),
});

/** Joins through a node, again while it is refused; for after somebody died. */
const joinAgain = async (person: Person, node: ClusterNode, game: string): Promise<SeenRoom> => {
  for (;;) {
    const joined = await joinGame(node.url!, at(person, node), game).catch(() => undefined);
    if (joined) return joined;
  }
};

describe('three nodes on MongoDB and Redis', function () {
  this.timeout(60_000);
  let opened: TestCluster;
  let cluster: Cluster;
  let redis: TestRedis;
  let [ann, bob]: Person[] = [];
  const node = (index: number): ClusterNode => cluster.nodes[index]!;

  before(async function () {
    opened = await openNodes(this, { settings: { OCTO_HOUSE_BOTS: '1', OCTO_LIMITS: 'none' } });
    ({ cluster, redis } = opened);
    [ann, bob] = [await registerPerson(cluster.url, 'ann'), await registerPerson(cluster.url, 'bob')];
  });
  after(() => opened?.[Symbol.asyncDispose]());

  const newGame = async (variant = 'xo'): Promise<string> =>
    (await at(ann!, node(0)).api.post<{ game: Listed }>('/v1/games', { variant, side: 'x', rated: true })).game.id;

  /** Ann joins through the first node and bob through the second. */
  const both = async (game: string): Promise<[SeenRoom, SeenRoom]> => {
    const x = await joinGame(node(0).url!, at(ann!, node(0)), game);
    const o = await joinGame(node(1).url!, at(bob!, node(1)), game);
    await until(x, (state) => state.status === 'playing');
    return [x, o];
  };

  /** Where the list of rooms has it. */
  const nodeOf = async (game: string): Promise<ClusterNode> => {
    const { publicAddress } = JSON.parse((await redis.client.hget('roomcaches', game)) ?? '{}') as {
      publicAddress: string;
    };
    return cluster.nodes.find(({ name }) => publicAddress.endsWith(`/${name}`))!;
  };

  it('[ND1] a game made on one node appears in the lobby of another', async () => {
    const { room: lobby } = await at(bob!, node(2)).api.get<{ room: { id: string } }>('/v1/lobby');
    const room = await new Client(node(2).url!).joinById(lobby.id, { accessToken: bob!.accessToken });
    const appeared = new Promise<string>((resolve) => {
      room.onMessage('*', () => undefined);
      room.onMessage('game', ({ id, players }: Listed) => players.some((each) => each.id === ann!.id) && resolve(id));
    });
    assert.equal(await newGame(), await appeared);
    await room.leave();
  });

  it('[ND2] players of different nodes play one game, are rated, and agree on a rematch', async () => {
    const [x, o] = await both(await newGame());
    const rated = [x, o].map(
      (room) =>
        new Promise<readonly unknown[]>((resolve) =>
          room.onMessage('rating-changes', ({ changes }) => resolve(changes)),
        ),
    );
    await winTopRow(x, o);
    for (const changes of await Promise.all(rated)) assert.equal(changes.length, 2);
    const board = await at(bob!, node(2)).api.get<{ items: { player: { id: string } }[] }>(
      '/v1/ladders/xo/leaderboard',
    );
    assert.deepEqual(
      board.items.map(({ player }) => player.id),
      [ann!.id, bob!.id],
    );
    const next = new Promise<string>((resolve) => o.onMessage('next-game', ({ game }) => resolve(game)));
    await ask(x, 'rematch', { action: 'offer' });
    await ask(o, 'rematch', { action: 'accept' });
    const again = await joinGame(node(2).url!, at(bob!, node(2)), await next);
    await ask(again, 'move', { x: 1, y: 1 });
    await Promise.all([x, o, again].map((room) => room.leave()));
  });

  it('[ND3] the house bots run once', async () => {
    const started = cluster.nodes.flatMap(({ log }) => log.filter((line) => line.includes('"house-bots-started"')));
    assert.equal(started.length, 1);
    const { items } = await at(ann!, node(1)).api.get<{ items: Listed[] }>('/v1/games?status=awaiting');
    assert.equal(items.filter(({ players }) => players.every(({ id }) => id !== ann!.id)).length, 1);
  });

  it('[ND4] when the node of a game is killed the game goes on in another, with every move', async () => {
    const game = await newGame('gomoku');
    const [x, o] = await both(game);
    await play([x, o], 0, 0, x);
    const victim = await nodeOf(game);
    await victim.kill();
    const alive = cluster.nodes.filter((each) => each !== victim);
    const [x2, o2] = [await joinAgain(ann!, alive[0]!, game), await joinAgain(bob!, alive[1]!, game)];
    await play([x2, o2], 1, 0, o2);
    assert.deepEqual([...x2.state.cells].slice(0, 2), [1, 2]);
    await Promise.all([x2.leave(), o2.leave()]);
    await victim.restart();
    await cluster.ready();
  });

  it('[ND5] a node that stood still finds its game taken over, and sends its players there', async () => {
    const game = await newGame('gomoku');
    const [x, o] = await both(game);
    await play([x, o], 0, 0, x);
    const stopped = await nodeOf(game);
    const left = new Promise<number>((resolve) => x.onLeave(resolve));
    stopped.freeze();
    const alive = cluster.nodes.filter((each) => each !== stopped);
    const o2 = await joinAgain(bob!, alive[1]!, game);
    const { version } = await ask(o2, 'move', { x: 1, y: 0 });
    stopped.thaw();
    assert.equal(await left, 4001);
    const x2 = await joinAgain(ann!, stopped, game);
    assert.equal((await until(x2, (state) => state.version >= version)).version, version);
    await play([x2, o2], 2, 0, x2);
    await Promise.all([x2.leave(), o2.leave()]);
    await cluster.ready();
  });

  it('[ND6] while Redis is away games go on, readiness says so, and joins elsewhere are refused with a code', async () => {
    const game = await newGame('gomoku');
    const [x, o] = await both(game);
    const home = await nodeOf(game);
    const other = cluster.nodes.find((each) => each !== home)!;
    redis.proxy.set('cut');
    await play([x, o], 0, 0, x);
    const ready = await eventually(
      () => fetch(`${home.url}/readyz`),
      ({ status }) => status === 503,
    );
    assert.deepEqual(((await ready.json()) as { failed: string[] }).failed, ['redis']);
    const refused = await at(ann!, other).api.raw('POST', `/v1/games/${game}/intratoken`, { role: 'player' });
    assert.deepEqual([refused.status, ((await refused.json()) as { code: string }).code], [503, 'server/unavailable']);
    await redis.empty();
    redis.proxy.set('pass');
    await eventually(
      async () => (await Promise.all(cluster.nodes.map(({ url }) => fetch(`${url}/readyz`)))).every(({ ok }) => ok),
      (ok) => ok,
    );
    const watching = await eventually(
      async () => {
        const room = await joinGame(other.url!, at(bob!, other), game, 'spectator').catch(() => undefined);
        return room;
      },
      (room) => room !== undefined,
    );
    await play([x, o, watching!], 1, 0, o);
    assert.equal(await nodeOf(game), home);
    const defects = cluster.nodes.flatMap(({ log }) => log.filter((line) => /unhandled-rejection|-failed"/.test(line)));
    assert.deepEqual(defects, []);
    await Promise.all([x, o, watching!].map((room) => room.leave()));
  });

  it('[ND7] what happened while Redis was away is told on every node once it is back', async () => {
    const lobbies = await Promise.all(
      cluster.nodes.map(async (each) => {
        const { room: lobby } = await at(bob!, each).api.get<{ room: { id: string } }>('/v1/lobby');
        const room = await new Client(each.url!).joinById(lobby.id, { accessToken: bob!.accessToken });
        const seen = new Set<string>();
        room.onMessage('*', () => undefined);
        room.onMessage('game', ({ id }: Listed) => void seen.add(id));
        room.onMessage('lobby', ({ awaiting = [] }: { awaiting?: readonly Listed[] }) => {
          for (const { id } of awaiting) seen.add(id);
        });
        return { room, seen };
      }),
    );
    redis.proxy.set('cut');
    const game = await newGame();
    redis.proxy.set('pass');
    for (const { seen } of lobbies)
      await eventually(
        async () => seen.has(game),
        (isSeen) => isSeen,
      );
    await Promise.all(lobbies.map(({ room }) => room.leave()));
  });

  it('[ND8] a node that has clearly more rooms than the others has the next ones opened there', async () => {
    const entered: SeenRoom[] = [];
    const enterNext = async () => {
      const game = await newGame();
      const players = [await joinAgain(ann!, node(0), game), await joinAgain(bob!, node(1), game)] as const;
      entered.push(...players);
      return { players, home: await nodeOf(game) };
    };
    // Not after a number of them: what others have is known with their beats, and who was just silent is not asked for a while.
    const shared = await eventually(enterNext, ({ home }) => home !== undefined && home !== node(0));
    await play([...shared.players], 0, 0, shared.players[0]);
    await Promise.all(entered.map((room) => room.leave()));
  });
});
