import assert from 'node:assert/strict';
import { matchMaker } from '@colyseus/core';
import { Client } from '@colyseus/sdk';
import { StoreUnavailable } from '../../server/eventing/event-store.ts';
import { gameId, playerId } from '../../shared/kernel/ids.ts';
import {
  ask,
  type GameRoom,
  next,
  openStack,
  refusalOf,
  type Stack,
  type StackOptions,
  until,
} from './support/stack.ts';

const refusedJoin = async (joining: Promise<unknown>): Promise<string> => {
  try {
    await joining;
    return 'joined';
  } catch (error) {
    return (error as Error).message;
  }
};

describe('joining a game room', () => {
  let stack: Stack;
  const open = async (options: StackOptions = {}): Promise<void> => {
    stack = await openStack(options);
  };
  afterEach(() => stack.close());

  it('[RM11] a token opens the room of its game, once', async () => {
    await open();
    const [game, other] = [await stack.games.create(), await stack.games.create()];
    await Promise.all([stack.realtime.openGame(game), stack.realtime.openGame(other)]);
    const client = new Client(stack.url);
    const intratoken = stack.token(game, 'ann');
    assert.equal(await refusedJoin(client.joinById(other, { intratoken })), 'room/invalid-token');
    const room = await client.joinById(game, { intratoken });
    assert.equal(await refusedJoin(client.joinById(game, { intratoken })), 'room/token-used');
    await room.leave();
  });

  it('[RL36] a place that was kept for somebody opens the room, once and as what they were let in', async () => {
    await open();
    const game = await stack.games.create();
    const place = await (await stack.realtime.openGame(game))!.reserve({ player: 'ann', role: 'spectator' });
    const client = new Client(stack.url);
    const room: GameRoom = await client.consumeSeatReservation(place);
    room.onMessage('*', () => undefined);
    assert.equal(await refusalOf(ask(room, 'move', { x: 0, y: 0 })), 'room/spectators-only-watch');
    await assert.rejects(client.consumeSeatReservation(place));
    await room.leave();
  });

  it('[RL36] a room that has closed before a place was kept is opened again', async () => {
    await open();
    const game = await stack.games.create();
    const opened = (await stack.realtime.openGame(game))!;
    await matchMaker.getLocalRoomById(game).disconnect();
    const place = await opened.reserve({ player: 'ann', role: 'player' });
    await (await new Client(stack.url).consumeSeatReservation(place)).leave();
  });

  it('[RM12] without a token in the body nobody comes in', async () => {
    await open();
    const game = await stack.games.create();
    await stack.realtime.openGame(game);
    const client = new Client(stack.url);
    for (const options of [{}, { intratoken: 7 }, { intratoken: 'x'.repeat(3_000) }, { accessToken: 'access:ann' }])
      assert.equal(await refusedJoin(client.joinById(game, options)), 'room/invalid-token');
    client.auth.token = stack.token(game, 'ann');
    assert.equal(await refusedJoin(client.joinById(game)), 'room/invalid-token');
    const inQuery = `${stack.url}/matchmake/joinById/${game}?intratoken=${stack.token(game, 'ann')}`;
    const answer = await fetch(inQuery, {
      method: 'POST',
      body: '{}',
      headers: { 'Content-Type': 'application/json' },
    });
    assert.equal(answer.status, 401);
  });

  it('[RM13] a store that does not answer or a bug while joining is refused with a code', async () => {
    const failed: string[] = [];
    const faults = [Object.assign(new Error('away'), { away: true }), new Error('a bug')];
    await open({
      room: () => ({
        verifyIntratoken: async () => {
          throw faults.shift();
        },
        isUnavailable: (error) => (error as { away?: boolean }).away === true,
        report: { roomFailed: (_, where) => void failed.push(where), connectionExpelled: () => undefined },
      }),
    });
    const game = await stack.games.create();
    await stack.realtime.openGame(game);
    const client = new Client(stack.url);
    assert.equal(await refusedJoin(client.joinById(game, { intratoken: 't' })), 'room/unavailable');
    assert.equal(await refusedJoin(client.joinById(game, { intratoken: 't' })), 'room/internal');
    assert.deepEqual(failed, ['join']);
  });

  it('[RM13] a store that does not answer while a room is opened is refused as such, and the room opens later', async () => {
    const failed: string[] = [];
    let isAway = true;
    await open({
      room: (games) => ({
        follow: async (id, onCommit) => {
          if (isAway) throw new StoreUnavailable('away');
          return games.follow(id, onCommit);
        },
        report: { roomFailed: (_, where) => void failed.push(where), connectionExpelled: () => undefined },
      }),
    });
    const game = await stack.games.create();
    await assert.rejects(stack.realtime.openGame(game), StoreUnavailable);
    const client = new Client(stack.url);
    const options = () => ({ intratoken: stack.token(game, 'ann') });
    assert.equal(await refusedJoin(client.joinById(game, options())), 'room/unavailable');
    isAway = false;
    await (await client.joinById(game, options())).leave();
    assert.deepEqual(failed, []);
  });

  it('[RM14] more spectators than the room takes are refused, players never', async () => {
    await open({ room: () => ({ mostSpectators: 1 }) });
    const game = await stack.games.create();
    await stack.join(game, 'eve', 'spectator');
    assert.equal(await refusedJoin(stack.join(game, 'dan', 'spectator')), 'room/full');
    await stack.join(game, 'ann');
  });

  it('[RM15] a look-up that failed is made again for the next who comes, and one is enough for a room that opens', async () => {
    let lookUps = 0;
    await open({
      room: () => ({
        people: async () => {
          lookUps += 1;
          if (lookUps === 1) throw new Error('away');
          return new Map([[playerId('ann'), { name: 'Ann', bot: false, rating: null }]]);
        },
      }),
    });
    const game = await stack.games.create();
    await stack.realtime.openGame(game);
    assert.equal(lookUps, 1);
    const x = await stack.join(game, 'ann');
    await until(x, (state) => state.players.get('x0')?.name === 'Ann');
    await stack.join(game, 'eve', 'spectator');
    assert.equal(lookUps, 2);
  });

  it('[RM19] a player has at most 20 connections to a game; whoever leaves makes room', async () => {
    await open();
    const game = await stack.games.create();
    const rooms = await Promise.all(
      Array.from({ length: 20 }, (_, at) => stack.join(game, 'ann', at % 2 === 0 ? 'player' : 'spectator')),
    );
    assert.equal(await refusedJoin(stack.join(game, 'ann')), 'room/full');
    await stack.join(game, 'bob', 'spectator');
    await rooms[0]!.leave();
    await stack.join(game, 'ann');
  });

  it('[RM15] names and ratings follow who sits down; a look-up that fails holds nothing up', async () => {
    const failed: string[] = [];
    let fails = false;
    await open({
      room: () => ({
        people: async (_, state) => {
          if (fails) throw new Error('away');
          const seats = state.phase === 'absent' ? [] : state.seats;
          return new Map(seats.map(({ player }) => [player, { name: `${player}!`, bot: true, rating: 1_500 }]));
        },
        report: { roomFailed: (_, where) => void failed.push(where), connectionExpelled: () => undefined },
      }),
    });
    const [game, other] = [await stack.games.create(), await stack.games.create()];
    const [x, y] = [await stack.join(game, 'ann'), await stack.join(other, 'ann')];
    await stack.games.sit(game, 'bob');
    const seen = await until(x, (state) => state.players.get('o0')?.name === 'bob!');
    assert.deepEqual([seen.players.get('o0')?.rating, seen.players.get('o0')?.bot], [1_500, true]);
    fails = true;
    await stack.games.sit(other, 'bob');
    const nameless = await until(y, (state) => state.status === 'playing');
    assert.deepEqual([nameless.players.get('o0')?.id, nameless.players.get('o0')?.name], ['bob', '']);
    await ask(y, 'move', { x: 0, y: 0 });
    assert.deepEqual(failed, ['people']);
  });

  it('[RM16] when the ladder has moved, the new ratings are shown and the changes told', async () => {
    type Tell = Parameters<Stack['deps']['onRated']>[1];
    let tell: Tell = () => undefined;
    let stopped = 0;
    await open({
      room: () => ({
        onRated: (_, given) => {
          tell = given;
          return () => {
            stopped += 1;
          };
        },
      }),
    });
    const game = await stack.games.create();
    const x = await stack.join(game, 'ann');
    await until(x, (state) => state.players.get('x0')?.rating === 1_000);
    const told = next(x, 'rating-changes');
    const changes = [{ player: playerId('ann'), before: 1_000, after: 1_016 }];
    tell(changes);
    assert.deepEqual(await told, { changes });
    assert.equal((await until(x, () => true)).players.get('x0')?.rating, 1_016);
    await stack.realtime.close();
    assert.equal(stopped, 1);
  });

  it('[RM17] a token opens its room even when the room has closed since, and only then', async () => {
    await open();
    const game = await stack.games.create();
    const client = new Client(stack.url);
    assert.equal(await refusedJoin(client.joinById(game, {})), 'room/invalid-token');
    assert.equal(stack.realtime.openRooms(), 0);
    const room = await client.joinById(game, { intratoken: stack.token(game, 'ann') });
    assert.equal(stack.realtime.openRooms(), 1);
    await room.leave();
    const nothing = gameId('nothing');
    assert.equal(
      await refusedJoin(client.joinById(nothing, { intratoken: stack.token(nothing, 'ann') })),
      'game/not-found',
    );
  });

  it('[RM18] a room is disposed of when it is empty, lets go of everything, and opens again as it was', async () => {
    let follows = 0;
    const { promise: disposed, resolve } = Promise.withResolvers<void>();
    await open({
      room: (games) => ({
        follow: async (id, onCommit) => {
          follows += 1;
          const follower = await games.follow(id, onCommit);
          const stop = (): void => {
            follower.stop();
            resolve();
          };
          return { ...follower, stop };
        },
      }),
    });
    const game = await stack.games.begin();
    const x = await stack.join(game, 'ann');
    await ask(x, 'move', { x: 0, y: 0 });
    await x.leave();
    await disposed;
    assert.equal(stack.realtime.openRooms(), 0);
    await stack.games.command(game, { type: 'Move', at: Date.now(), by: playerId('bob'), x: 1, y: 0 });
    const again: GameRoom = await stack.join(game, 'ann');
    assert.deepEqual([...(await until(again, () => true)).cells], [1, 2, 0, 0, 0, 0, 0, 0, 0]);
    assert.equal(follows, 2);
  });
});
