import assert from 'node:assert/strict';
import { openGame } from '../../../client-demo/connection/game-connection.ts';
import { RoomRefused } from '../../../client-demo/connection/joined-room.ts';
import { createServerClock } from '../../../client-demo/connection/server-clock.ts';
import { manualTiming } from '../manual-timing.ts';
import { fakeRooms } from './fake-room.ts';

const never = (): Promise<never> => new Promise(() => undefined);

const opened = async () => {
  const timing = manualTiming();
  const fake = fakeRooms();
  const token = { access_token: 'intra', type: 'Intra' as const, expires_in: 60, room: { id: 'game-1' } };
  const api = { clock: createServerClock(), intratoken: async () => token };
  const game = openGame({ api, timing, join: fake.join, gameId: 'game-1', role: 'player' });
  await timing.settle();
  const asked = () => fake.rooms.flatMap(({ requests }) => requests);
  return { timing, fake, game, asked, ids: () => new Set(asked().map(({ body }) => body.commandId)) };
};

describe('a request to a game room', () => {
  it('[CN22] answers with the version once the room has accepted', async () => {
    const { game, fake, asked } = await opened();
    fake.last().answer = async () => ({ version: 12 });
    assert.deepEqual(await game.request('move', { x: 1, y: 2 }), { ok: true, version: 12 });
    const [{ type, body }] = asked() as [{ type: string; body: { commandId?: string } }];
    assert.equal(type, 'move');
    assert.deepEqual(body, { x: 1, y: 2, commandId: body.commandId });
  });

  it('[CN22] gives a refusal with its code and asks no more', async () => {
    const { game, fake, asked } = await opened();
    fake.last().answer = () => Promise.reject(new RoomRefused('game/cell-taken', 'Taken.'));
    const outcome = await game.request('move', { x: 0, y: 0 });
    assert.deepEqual(outcome, { ok: false, code: 'game/cell-taken', message: 'Taken.' });
    assert.equal(asked().length, 1);
  });

  it('[CN23] a lost answer is asked for again in the next connection, under the same id', async () => {
    const { game, fake, timing, ids, asked } = await opened();
    fake.last().answer = () => Promise.reject(new Error('connection closed before a response was received.'));
    const outcome = game.request('move', { x: 0, y: 0 });
    await timing.settle();
    fake.last().end(1006);
    await timing.advance(1_000);
    assert.deepEqual(await outcome, { ok: true, version: 1 });
    assert.equal(asked().length, 2);
    assert.equal(ids().size, 1);
  });

  it('[CN23] it goes out again as soon as there is a connection', async () => {
    const { game, fake, timing, asked } = await opened();
    const room = fake.last();
    room.answer = () => {
      room.end(1006);
      return Promise.reject(new Error('connection closed before a response was received.'));
    };
    const outcome = game.request('move', { x: 0, y: 0 });
    await timing.advance(50);
    assert.equal(asked().length, 2);
    assert.deepEqual(await outcome, { ok: true, version: 1 });
  });

  it('[CN23] what is asked while disconnected goes out when connected', async () => {
    const { game, fake, timing } = await opened();
    fake.last().end(4001);
    const outcome = game.request('resign', {});
    await timing.advance(1_000);
    assert.deepEqual(await outcome, { ok: true, version: 1 });
    assert.equal(fake.rooms[0]?.requests.length, 0);
  });

  it('[CN23] a connection in which a request had no answer in time is replaced', async () => {
    const { game, fake, timing, ids } = await opened();
    const first = fake.last();
    first.answer = async () => {
      await new Promise((resolve) => void timing.after(6_000, () => resolve(null)));
      throw new Error('request "move" timed out after 6000ms.');
    };
    const outcome = game.request('move', { x: 0, y: 0 });
    await timing.advance(8_000);
    assert.deepEqual(await outcome, { ok: true, version: 1 });
    assert.equal(first.fate, 'dropped');
    assert.equal(ids().size, 1);
  });

  it('[CN24] too fast and an absent store are no outcome: it asks again', async () => {
    const { game, fake, timing, ids, asked } = await opened();
    const refusals = ['room/too-fast', 'room/unavailable'];
    fake.last().answer = async () => {
      const code = refusals.shift();
      if (code) throw new RoomRefused(code, '');
      return { version: 3 };
    };
    const outcome = game.request('chat', { text: 'hi' });
    await timing.advance(2_000);
    assert.deepEqual(await outcome, { ok: true, version: 3 });
    assert.equal(asked().length, 3);
    assert.equal(ids().size, 1);
  });

  it('[CN25] without an outcome by the deadline it says that it does not know', async () => {
    const { game, fake, timing } = await opened();
    fake.refuse.push(...Array.from({ length: 50 }, () => new Error('down')));
    fake.last().end(1006);
    const outcome = game.request('resign', {}, 5_000);
    await timing.advance(5_000);
    const { ok, code } = (await outcome) as { ok: boolean; code: string };
    assert.deepEqual([ok, code], [false, 'client/no-answer']);
  });

  it('[CN25] each request has an id of its own, and they do not wait for each other', async () => {
    const { game, fake, ids } = await opened();
    const [slow] = [fake.last()];
    slow.answer = (type) => (type === 'draw' ? never() : Promise.resolve({ version: 4 }));
    void game.request('draw', { action: 'offer' });
    assert.deepEqual(await game.request('give-time', {}), { ok: true, version: 4 });
    assert.equal(ids().size, 2);
  });
});
