import assert from 'node:assert/strict';
import { matchMaker } from '@colyseus/core';
import { Client } from '@colyseus/sdk';
import type { WebSocket } from 'ws';
import type { WatchSession } from '../../rooms/session-ends.ts';
import { playerId } from '../../shared/kernel/ids.ts';
import { accept } from '../../shared/kernel/result.ts';
import { closed, type GameRoom, openStack, type Stack, until } from './support/stack.ts';

describe('a connection and the login session that opened it', () => {
  let stack: Stack;
  /** Who is watched, such as `ann by s1`, and what ends it. */
  const watched = new Map<string, () => void>();
  const watchSession: WatchSession = (player, session, end) => {
    const name = `${player} by ${session}`;
    watched.set(name, end);
    return () => void watched.delete(name);
  };
  before(async () => {
    stack = await openStack({
      room: () => ({
        watchSession,
        verifyIntratoken: async (token) => {
          const [role, player] = token.split(':');
          return accept({ player: playerId(player!), role: role as 'player', session: `session of ${player}` });
        },
      }),
    });
  });
  after(() => stack.close());

  const seats = async () => {
    const game = await stack.games.begin();
    const [ann, bob] = [await stack.join(game, 'ann'), await stack.join(game, 'bob')];
    for (const room of [ann, bob]) await until(room, () => true);
    return { ann, bob };
  };

  it('[RM38] ends with it, with 4002 and for good, and others stay', async () => {
    const { ann, bob } = await seats();
    await until(bob, ({ players }) => players.get('x0')?.connected === true);
    const token = ann.reconnectionToken;
    const left = closed(ann);
    watched.get('ann by session of ann')!();
    assert.equal(await left, 4002);
    await until(bob, ({ players }) => players.get('x0')?.connected === false);
    await assert.rejects(new Client(stack.url).reconnect(token));
    await bob.leave();
  });

  it('[RM38] is watched again where it resumes, and no longer once it is gone', async () => {
    const { ann, bob } = await seats();
    assert.deepEqual([...watched.keys()], ['ann by session of ann', 'bob by session of bob']);
    await until(ann, ({ players }) => players.get('o0')?.connected === true);
    const token = bob.reconnectionToken;
    (matchMaker.getLocalRoomById(bob.roomId).clients.get(bob.sessionId)?.ref as WebSocket | undefined)?.terminate();
    await until(ann, ({ players }) => players.get('o0')?.connected === false);
    assert.deepEqual([...watched.keys()], ['ann by session of ann']);
    const again: GameRoom = await new Client(stack.url).reconnect(token);
    again.onMessage('*', () => undefined);
    await until(ann, ({ players }) => players.get('o0')?.connected === true);
    const left = closed(again);
    watched.get('bob by session of bob')!();
    assert.equal(await left, 4002);
    await ann.leave();
    await stack.realtime.close();
    assert.deepEqual([...watched.keys()], []);
  });
});
