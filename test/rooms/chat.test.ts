import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { StoreUnavailable } from '../../server/eventing/event-store.ts';
import type { ChatLine } from '../../shared/protocol/room.ts';
import { ask, next, openStack, refusalOf, type Stack } from './support/stack.ts';
import { createTimers } from './support/timers.ts';

describe('chat in a room', () => {
  const timers = createTimers();
  let stack: Stack;
  afterEach(() => stack.close());

  it('[RM50] a line is kept and then told to everyone, with the name of who said it and nothing they made up', async () => {
    stack = await openStack({ timers });
    const game = await stack.games.create();
    const [x, eve] = [await stack.join(game, 'ann'), await stack.join(game, 'eve', 'spectator')];
    const told = Promise.all([next<ChatLine>(x, 'chat'), next<ChatLine>(eve, 'chat')]);
    const commandId = randomUUID();
    await x.request('chat' as never, { commandId, text: '  good luck ' } as never);
    const line = {
      id: `ann:${commandId}`,
      player: 'ann',
      name: 'ANN',
      text: 'good luck',
      at: new Date(timers.now()).toISOString(),
    };
    assert.deepEqual(await told, [line, line]);
    assert.deepEqual(stack.deps.said, [line]);
  });

  it('[RM50] what is sent under the same id again is not told: it would be another line than the one that is kept', async () => {
    stack = await openStack({ timers });
    const game = await stack.games.create();
    const x = await stack.join(game, 'ann');
    const heard: string[] = [];
    x.onMessage('chat', ({ text }: ChatLine) => void heard.push(text));
    const commandId = randomUUID();
    for (const text of ['kind', 'unkind']) {
      assert.deepEqual(await x.request('chat' as never, { commandId, text } as never), { version: 2 });
      timers.pass(1_000);
    }
    await ask(x, 'chat', { text: 'next' });
    assert.deepEqual(heard, ['kind', 'next']);
  });

  it('[RM51] everyone says one line a second, from however many connections', async () => {
    stack = await openStack({ timers });
    const game = await stack.games.create();
    const [one, two] = [await stack.join(game, 'ann'), await stack.join(game, 'ann')];
    await ask(one, 'chat', { text: 'a' });
    assert.equal(await refusalOf(ask(two, 'chat', { text: 'b' })), 'room/too-fast');
    timers.pass(1_000);
    await ask(two, 'chat', { text: 'b' });
  });

  it('[RM52] who comes later is sent what was said, and is told it again on asking', async () => {
    stack = await openStack({ timers });
    const game = await stack.games.create();
    const x = await stack.join(game, 'ann');
    await ask(x, 'chat', { text: 'hello?' });
    const late = await stack.join(game, 'eve', 'spectator');
    const [line] = await next<ChatLine[]>(late, 'chat-history');
    assert.equal(line?.text, 'hello?');
    assert.deepEqual(await late.request('chat-history' as never), [line]);
  });

  it('[RM52] those who ask at once share one look-up, but for a line that was said since it began', async () => {
    const reads: ((lines: ChatLine[]) => void)[] = [];
    const recent = () => new Promise<readonly ChatLine[]>((resolve) => void reads.push(resolve));
    stack = await openStack({ timers, room: () => ({ chat: { recent, save: async () => true } }) });
    const game = await stack.games.create();
    const rooms = await Promise.all(['ann', 'eve', 'bob'].map((name) => stack.join(game, name, 'spectator')));
    const asked = rooms.map((room) => room.request('chat-history' as never));
    await Promise.all(rooms.map((room) => refusalOf(ask(room, 'nothing'))));
    assert.equal(reads.length, 1);
    await ask(rooms[0]!, 'chat', { text: 'a' });
    const later = rooms[1]!.request('chat-history' as never);
    await refusalOf(ask(rooms[1]!, 'nothing'));
    assert.equal(reads.length, 2);
    reads[0]!([]);
    reads[1]!([{ text: 'a' } as ChatLine]);
    assert.deepEqual(await Promise.all(asked), [[], [], []]);
    assert.deepEqual(await later, [{ text: 'a' }]);
  });

  it('[RM52] those who ask within a second share one look-up; one that failed is not kept', async () => {
    let [reads, fails] = [0, true];
    const recent = async (): Promise<readonly ChatLine[]> => {
      reads += 1;
      if (fails) throw new StoreUnavailable('away');
      return [];
    };
    stack = await openStack({ timers, room: () => ({ chat: { recent, save: async () => true } }) });
    const game = await stack.games.create();
    const x = await stack.join(game, 'ann');
    const look = () => refusalOf(x.request('chat-history' as never));
    assert.deepEqual([await look(), reads], ['room/unavailable', 2]);
    fails = false;
    assert.deepEqual([await look(), await look(), reads], [{ answered: [] }, { answered: [] }, 3]);
    timers.pass(1_000);
    assert.deepEqual([await look(), reads], [{ answered: [] }, 4]);
  });

  it('[RM55] who asks for it too often is refused', async () => {
    stack = await openStack({ timers });
    const game = await stack.games.create();
    const x = await stack.join(game, 'ann');
    const history = () => refusalOf(x.request('chat-history' as never));
    const asked = await Promise.all(Array.from({ length: 12 }, history));
    assert.equal(asked.filter((answer) => answer === 'room/too-fast').length, 2);
    timers.pass(1_000);
    assert.deepEqual([await history(), await history()], [{ answered: [] }, 'room/too-fast']);
  });

  it('[RM53] a line that cannot be kept is refused and told to nobody', async () => {
    const failing = async (): Promise<never> => {
      throw new StoreUnavailable('away');
    };
    stack = await openStack({ timers, room: () => ({ chat: { recent: failing, save: failing } }) });
    const game = await stack.games.create();
    const x = await stack.join(game, 'ann');
    let heard = 0;
    x.onMessage('chat', () => {
      heard += 1;
    });
    assert.equal(await refusalOf(ask(x, 'chat', { text: 'a' })), 'room/unavailable');
    assert.equal(await refusalOf(x.request('chat-history' as never)), 'room/unavailable');
    assert.equal(heard, 0);
  });

  it('[RM54] what could mislead readers is refused', async () => {
    stack = await openStack({ timers });
    const game = await stack.games.create();
    const x = await stack.join(game, 'ann');
    for (const text of ['', '   ', 'x'.repeat(301), 'a\u202Eb', 'a\nb', 7])
      assert.equal(await refusalOf(ask(x, 'chat', { text })), 'room/invalid-message');
  });
});
