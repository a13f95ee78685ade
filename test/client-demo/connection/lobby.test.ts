import assert from 'node:assert/strict';
import { RoomRefused } from '../../../client-demo/connection/joined-room.ts';
import { openLobby } from '../../../client-demo/connection/lobby-connection.ts';
import type { GameSummary } from '../../../shared/protocol/games.ts';
import { manualTiming } from '../manual-timing.ts';
import { fakeRooms } from './fake-room.ts';

const summary = (id: string, status: GameSummary['status'], minute = 0): GameSummary =>
  ({ id, status, createdAt: `2026-01-01T00:${String(minute).padStart(2, '0')}:00.000Z` }) as GameSummary;

const opened = async (list: () => unknown, token: string | null = 'access') => {
  const timing = manualTiming();
  const fake = fakeRooms(async () => list());
  const heard: string[] = [];
  const api = {
    accessToken: async () => token,
    renewedToken: async (rejected: string) => `${rejected}-renewed`,
    lobby: async () => ({ room: { id: 'lobby-room' } }),
  };
  const lobby = openLobby({
    ...{ api, timing, join: fake.join },
    onStatus: (status, closed) => heard.push(closed ? `${status}: ${closed.code}` : status),
  });
  await timing.settle();
  const ids = () => [lobby.view().awaiting.map(({ id }) => id), lobby.view().playing.map(({ id }) => id)];
  return { timing, fake, lobby, heard, ids };
};

describe('the connection to the lobby', () => {
  const some = () => ({ awaiting: [summary('a', 'awaiting', 1), summary('b', 'awaiting', 2)], playing: [], online: 3 });

  it('[CN26] joins with the access token in the body and asks for the list, newest first', async () => {
    const { fake, lobby, ids } = await opened(some);
    assert.deepEqual([fake.last().roomId, fake.last().options], ['lobby-room', { accessToken: 'access' }]);
    assert.deepEqual(ids(), [['b', 'a'], []]);
    assert.equal(lobby.view().online, 3);
  });

  it('[CN27] follows each change: new, begun, ended, gone, and how many are here', async () => {
    const { fake, lobby, ids } = await opened(some);
    const room = fake.last();
    room.say('game', summary('c', 'awaiting', 3));
    room.say('game', summary('a', 'playing', 1));
    assert.deepEqual(ids(), [['c', 'b'], ['a']]);
    room.say('game', summary('a', 'finished', 1));
    room.say('gone', { id: 'b' });
    room.say('lobby', { online: 9 });
    assert.deepEqual(ids(), [['c'], []]);
    assert.equal(lobby.view().online, 9);
  });

  it('[CN27] views are values: an earlier one stays as it was', async () => {
    const { fake, lobby } = await opened(some);
    const before = lobby.view();
    fake.last().say('gone', { id: 'a' });
    assert.equal(before.awaiting.length, 2);
    assert.equal(lobby.view().awaiting.length, 1);
  });

  it('[CN28] entering again asks for the list again: what was missed is in it', async () => {
    let list = some();
    const { fake, timing, ids, heard } = await opened(() => list);
    list = { awaiting: [summary('z', 'awaiting', 9)], playing: [], online: 1 };
    fake.last().end(4001);
    await timing.advance(1_000);
    assert.deepEqual(ids(), [['z'], []]);
    assert.deepEqual(heard, ['live', 'reconnecting', 'live']);
  });

  it('[CN29] a token that the room refuses is renewed', async () => {
    const { fake, timing } = await opened(some);
    fake.refuse.push(new RoomRefused('room/invalid-token', ''));
    fake.last().end(1006);
    await timing.advance(1_000);
    assert.deepEqual(fake.last().options, { accessToken: 'access-renewed' });
  });

  it('[CN29] nobody signed in is told so', async () => {
    const { heard } = await opened(some, null);
    assert.deepEqual(heard, ['closed: auth/signed-out']);
  });
});
