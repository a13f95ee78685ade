import assert from 'node:assert/strict';
import { Client, type Room } from '@colyseus/sdk';
import { StoreUnavailable } from '../../server/eventing/event-store.ts';
import { coalesce } from '../../shared/kernel/coalesce.ts';
import { type GameId, gameId, playerId } from '../../shared/kernel/ids.ts';
import type { GameSummary } from '../../shared/protocol/games.ts';
import { xo } from '../shared/game/fixtures.ts';
import { next, openStack, refusalOf, type Stack } from './support/stack.ts';
import { createTimers, type Timers } from './support/timers.ts';

const summary = (id: string, changed: Partial<GameSummary> = {}): GameSummary => ({
  id,
  status: 'awaiting',
  variant: 'xo',
  settings: xo,
  createdBy: 'ann',
  players: [],
  createdAt: '2026-01-01T00:00:00.000Z',
  startedAt: null,
  endedAt: null,
  result: null,
  rematchOf: null,
  ...changed,
});

describe('the lobby', () => {
  let timers: Timers;
  let stack: Stack;
  let games: GameSummary[];
  let lists: number;
  let reads: string[];
  let isAway: boolean;
  let change: (game: GameId) => void;
  let doubt: () => void;
  const failed: string[] = [];

  beforeEach(async () => {
    timers = createTimers();
    games = [summary('a'), summary('b', { status: 'playing' })];
    lists = 0;
    reads = [];
    failed.length = 0;
    isAway = false;
    stack = await openStack({
      lobby: {
        games: async () => {
          lists += 1;
          if (isAway) throw new Error('away');
          return {
            awaiting: games.filter(({ status }) => status === 'awaiting'),
            playing: games.filter(({ status }) => status === 'playing'),
          };
        },
        onGameChanged: (tell, doubted) => {
          [change, doubt] = [tell, doubted];
          return () => undefined;
        },
        authenticate: async (token) => {
          if (isAway && token !== 'access:known') throw new StoreUnavailable('away');
          return token.startsWith('access:')
            ? { player: playerId(token.slice(7)), standing: token === 'access:bot' ? 'bot' : 'account' }
            : null;
        },
        summary: async (id) => {
          reads.push(id);
          if (isAway) throw new Error('away');
          return games.find((game) => game.id === id);
        },
        now: timers.now,
        after: timers.after,
        report: { roomFailed: (_, where) => void failed.push(where), connectionExpelled: () => undefined },
      },
    });
  });
  afterEach(() => stack.close());

  const join = async (accessToken: unknown = 'access:ann'): Promise<Room> => {
    const room = await new Client(stack.url).joinById(stack.realtime.lobbyId(), { accessToken });
    room.onMessage('*', () => undefined);
    return room;
  };
  const list = (room: Room): Promise<unknown> => room.request('list' as never);

  it('[LB1] whoever has an access token comes in, and nobody else', async () => {
    await assert.rejects(join('wrong'), { message: 'room/invalid-token' });
    await assert.rejects(join(7), { message: 'room/invalid-token' });
    await (await join()).leave();
  });

  it('[LB1] a token that cannot be checked is refused as such', async () => {
    isAway = true;
    await assert.rejects(join(), { message: 'room/unavailable' });
    isAway = false;
    await (await join()).leave();
  });

  it('[LB2] the list is sent on joining and given on asking, read once for many', async () => {
    const expected = { awaiting: [games[0]], playing: [games[1]], online: 1 };
    assert.deepEqual(await next(await join(), 'lobby'), expected);
    const rooms = await Promise.all(Array.from({ length: 5 }, () => join()));
    for (const room of rooms) assert.deepEqual(await list(room), expected);
    assert.equal(lists, 1);
    change(gameId('a'));
    await list(rooms[0]!);
    assert.equal(lists, 2);
  });

  it('[LB3] a game that changed is sent, once however often it changed meanwhile', async () => {
    const room = await join();
    await list(room);
    const told = next(room, 'game');
    for (let at = 0; at < 20; at += 1) change(gameId('a'));
    games = [summary('a', { status: 'playing' })];
    timers.pass(249);
    assert.deepEqual(reads, []);
    timers.pass(1);
    assert.deepEqual(await told, games[0]);
    assert.deepEqual(reads, ['a']);
  });

  it('[LB10] after changes may have been lost the list is read anew and told', async () => {
    const room = await join();
    await list(room);
    games = [summary('c')];
    const told = next(room, 'lobby');
    doubt();
    assert.deepEqual(await told, { awaiting: games, playing: [], online: 1 });
    assert.deepEqual(await list(room), { awaiting: games, playing: [], online: 1 });
    assert.equal(lists, 2);
  });

  it('[LB10] so it is after a change could not be read, once it can', async () => {
    const room = await join();
    await list(room);
    isAway = true;
    change(gameId('a'));
    timers.pass(250);
    await list(room).catch(() => undefined);
    timers.pass(10_000);
    await list(room).catch(() => undefined);
    isAway = false;
    games = [summary('c')];
    const told = next(room, 'lobby');
    timers.pass(10_000);
    assert.deepEqual(await told, { awaiting: games, playing: [], online: 1 });
    assert.ok(failed.includes('summary'));
  });

  it('[LB4] a game that ended or is not there is gone; of a private one nobody hears', async () => {
    const room = await join();
    await list(room);
    const secret = (id: string, status: GameSummary['status']) =>
      summary(id, { status, settings: { ...xo, visibility: 'private' } });
    games = [summary('ended', { status: 'finished' }), secret('secret', 'awaiting'), secret('secret-end', 'finished')];
    const gone: string[] = [];
    room.onMessage('gone', ({ id }: { id: string }) => void gone.push(id));
    for (const id of ['secret', 'secret-end', 'ended', 'nothing']) {
      const told = id.startsWith('secret') ? Promise.resolve() : next(room, 'gone');
      change(gameId(id));
      timers.pass(250);
      await told;
      await list(room);
    }
    assert.deepEqual(gone, ['ended', 'nothing']);
    assert.deepEqual(reads, ['secret', 'secret-end', 'ended', 'nothing']);
  });

  it('[LB5] any other request is refused with a code, and a message ignored', async () => {
    const room = await join();
    for (const type of ['create', '__proto__', 'move'])
      assert.equal(await refusalOf(room.request(type as never)), 'room/invalid-message');
    room.send('anything' as never);
    await list(room);
  });

  it('[LB9] who asks for the list too often is refused, and others are not', async () => {
    const [keen, calm] = [await join(), await join('access:bob')];
    const asked = await Promise.all(Array.from({ length: 13 }, () => refusalOf(list(keen))));
    assert.equal(asked.filter((answer) => answer === 'room/too-fast').length, 3);
    await list(calm);
    timers.pass(1_000);
    await list(keen);
    assert.equal(await refusalOf(list(keen)), 'room/too-fast');
  });

  it('[LB6] while the list cannot be read it is refused, and nobody loses their connection', async () => {
    isAway = true;
    const room = await join('access:known');
    assert.equal(await refusalOf(list(room)), 'room/unavailable');
    isAway = false;
    assert.ok(await list(room));
    assert.deepEqual(new Set(failed), new Set(['list']));
  });

  it('[LB7] the number of people, not of tabs or bots, is told every ten seconds where it has changed', async () => {
    const room = await join();
    await list(room);
    timers.pass(10_000);
    const [tab, robot, bob] = [await join(), await join('access:bot'), await join('access:bob')];
    const told = next(room, 'lobby');
    timers.pass(10_000);
    assert.deepEqual(await told, { online: 2 });
    await Promise.all([tab.leave(), robot.leave(), bob.leave()]);
    const then = next(room, 'lobby');
    timers.pass(10_000);
    assert.deepEqual(await then, { online: 1 });
  });

  it('[LB8] changes cost nothing while nobody is there', () => {
    change(gameId('a'));
    doubt();
    timers.pass(1_000);
    assert.deepEqual([reads, lists], [[], 0]);
  });
});

describe('coalescing', () => {
  it('[LB3] hands on at most once in its time, and what came while handing on comes next', async () => {
    const timers = createTimers();
    const handed: (readonly number[])[] = [];
    const { promise: slow, resolve: finish } = Promise.withResolvers<void>();
    const gather = coalesce<number>(timers.after, 100, (ids) => {
      handed.push(ids);
      return slow;
    });
    gather.add(1);
    gather.add(1);
    gather.add(2);
    timers.pass(100);
    gather.add(3);
    timers.pass(1_000);
    assert.deepEqual(handed, [[1, 2]]);
    finish();
    await slow;
    await Promise.resolve();
    timers.pass(100);
    assert.deepEqual(handed, [[1, 2], [3]]);
    gather.add(4);
    gather.stop();
    timers.pass(1_000);
    assert.equal(handed.length, 2);
  });
});
