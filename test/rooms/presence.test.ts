import assert from 'node:assert/strict';
import { matchMaker } from '@colyseus/core';
import { Client } from '@colyseus/sdk';
import type { WebSocket } from 'ws';
import { createAttendance } from '../../rooms/attendance.ts';
import { type GameId, playerId } from '../../shared/kernel/ids.ts';
import { ask, closed, type GameRoom, openStack, refusalOf, type Stack, until } from './support/stack.ts';
import { createTimers } from './support/timers.ts';

const seat = (side: 'x' | 'o', index: number, player: string) => ({
  side,
  index,
  player: playerId(player),
  standing: 'account' as const,
  rated: false,
});

describe('who is in a room', () => {
  const timers = createTimers();
  let stack: Stack;
  let game: GameId;

  before(async () => {
    stack = await openStack({ timers });
  });
  after(() => stack.close());
  beforeEach(async () => {
    game = await stack.games.begin();
  });

  const connected = (room: GameRoom, key: string, is: boolean) =>
    until(room, (state) => state.players.get(key)?.connected === is);
  /** Cuts the connection without a word, as a lost network does. */
  const cut = ({ roomId, sessionId }: GameRoom): void =>
    (matchMaker.getLocalRoomById(roomId).clients.get(sessionId)?.ref as WebSocket | undefined)?.terminate();

  it('[RM30] a seat is shown as connected while its player has a connection, and since when it has none', async () => {
    const x = await stack.join(game, 'ann');
    await connected(x, 'o0', false);
    const o = await stack.join(game, 'bob');
    const here = await connected(x, 'o0', true);
    assert.equal(here.players.get('o0')?.goneSince, 0);
    timers.pass(1_000);
    await o.leave();
    const gone = await connected(x, 'o0', false);
    assert.equal(gone.players.get('o0')?.goneSince, timers.now());
  });

  it('[RM31] connections of one player share the seat: the first may go, and each may move', async () => {
    const x = await stack.join(game, 'ann');
    const [laptop, phone] = [await stack.join(game, 'bob'), await stack.join(game, 'bob')];
    await ask(x, 'move', { x: 0, y: 0 });
    await ask(laptop, 'move', { x: 1, y: 0 });
    await laptop.leave();
    await ask(x, 'move', { x: 0, y: 1 });
    const { version } = await ask(phone, 'move', { x: 1, y: 1 });
    const seen = await until(x, (state) => state.version === version);
    assert.equal(seen.players.get('o0')?.connected, true);
    await phone.leave();
    await connected(x, 'o0', false);
  });

  it('[RM32] a lost connection may be resumed, and its seat is connected again', async () => {
    const x = await stack.join(game, 'ann');
    const o = await stack.join(game, 'bob');
    o.reconnection.enabled = true;
    o.reconnection.minUptime = 0;
    o.reconnection.minDelay = 10;
    o.reconnection.delay = 5;
    await until(o, () => true);
    await connected(x, 'o0', true);
    const resumed = new Promise<void>((resolve) => void o.onReconnect(() => resolve()));
    cut(o);
    await connected(x, 'o0', false);
    await resumed;
    await connected(x, 'o0', true);
    await ask(x, 'move', { x: 0, y: 0 });
    await until(o, (state) => state.plies === 1);
    await ask(o, 'move', { x: 1, y: 0 });
    assert.equal((await until(x, (state) => state.plies === 2)).cells[1], 2);
  });

  it('[RM36] a connection may be resumed before the server has noticed that it is lost', async () => {
    const x = await stack.join(game, 'ann');
    const o = await stack.join(game, 'bob');
    await until(o, () => true);
    await connected(x, 'o0', true);
    const resumed = await new Client(stack.url).reconnect(o.reconnectionToken);
    resumed.reconnection.enabled = false;
    resumed.onMessage('*', () => undefined);
    await until(resumed as GameRoom, () => true);
    await ask(x, 'move', { x: 0, y: 0 });
    await ask(resumed as GameRoom, 'move', { x: 1, y: 0 });
    assert.equal((await until(x, (state) => state.plies === 2)).players.get('o0')?.connected, true);
    await resumed.leave();
    await connected(x, 'o0', false);
  });

  it('[RM33] who left on purpose or was closed for their conduct cannot resume', async () => {
    const x = await stack.join(game, 'ann');
    const o = await stack.join(game, 'bob');
    const token = o.reconnectionToken;
    const ended = closed(o);
    for (let at = 0; at < 200; at += 1) o.send('anything' as never);
    assert.equal(await ended, 4290);
    await connected(x, 'o0', false);
    await assert.rejects(new Client(stack.url).reconnect(token), { message: 'room/not-open' });
  });

  it('[RM34] a game is claimed by who stayed, once everyone opposite has been away long enough', async () => {
    const x = await stack.join(game, 'ann');
    const o = await stack.join(game, 'bob');
    await ask(x, 'move', { x: 0, y: 0 });
    await ask(o, 'move', { x: 1, y: 0 });
    timers.pass(60_000);
    assert.equal(await refusalOf(ask(x, 'claim')), 'game/opponent-present');
    await o.leave();
    await connected(x, 'o0', false);
    timers.pass(29_999);
    assert.equal(await refusalOf(ask(x, 'claim')), 'game/opponent-present');
    timers.pass(1);
    await ask(x, 'claim');
    const end = await until(x, (state) => state.status === 'finished');
    assert.deepEqual([end.result?.winner, end.result?.reason], ['x', 'abandonment']);
  });

  it('[RM37] who come to watch are told of together, not each to every other', async () => {
    const x = await stack.join(game, 'ann');
    let patches = 0;
    await until(x, () => true);
    x.onStateChange(() => {
      patches += 1;
    });
    const watchers = await Promise.all(Array.from({ length: 20 }, (_, at) => stack.join(game, `w${at}`, 'spectator')));
    timers.pass(1_000);
    await until(x, (state) => state.spectators === 20);
    assert.equal(patches, 1);
    await Promise.all(watchers.map((watcher) => watcher.leave()));
    timers.pass(1_000);
    await until(x, (state) => state.spectators === 0);
    assert.equal(patches, 2);
    timers.pass(60_000);
    await refusalOf(ask(x, 'nothing'));
    assert.equal(patches, 2, 'a room in which nothing happens sends nothing');
  });

  it('[RM35] absence counts from when the room opened, from the last connection, and not while a teammate is here', () => {
    const [ann, bob, cid] = ['ann', 'bob', 'cid'].map(playerId);
    const seats = [seat('x', 0, 'ann'), seat('o', 0, 'bob'), seat('o', 1, 'cid')];
    const hall = createAttendance(100);
    assert.equal(hall.opponentGoneSince(ann!, seats), 100);
    hall.arrive('1', { player: bob!, role: 'player' });
    hall.arrive('2', { player: bob!, role: 'player' });
    hall.arrive('3', { player: cid!, role: 'spectator' });
    assert.equal(hall.opponentGoneSince(ann!, seats), null);
    hall.leave('1', 200);
    assert.equal(hall.goneSince(bob!), null);
    hall.leave('2', 300);
    assert.equal(hall.leave('2', 400), false);
    assert.deepEqual([hall.goneSince(bob!), hall.goneSince(cid!)], [300, 100]);
    assert.equal(hall.opponentGoneSince(ann!, seats), 300);
    assert.equal(hall.opponentGoneSince(ann!, seats.slice(0, 1)), null);
    assert.equal(hall.opponentGoneSince(playerId('eve'), seats), null);
    assert.equal(hall.spectators(), 1);
  });
});
