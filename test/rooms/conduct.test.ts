import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import type { Socket } from 'node:net';
import { createPace } from '../../rooms/pace.ts';
import { createTokenBucket } from '../../rooms/token-bucket.ts';
import { StoreUnavailable } from '../../server/eventing/event-store.ts';
import type { GameId } from '../../shared/kernel/ids.ts';
import { seeded } from '../support/random.ts';
import { closeCodeOf, rawArrive, rawJoin } from './support/raw-socket.ts';
import { ask, closed, type GameRoom, openStack, refusalOf, type Stack, until } from './support/stack.ts';
import { createTimers } from './support/timers.ts';

describe('conduct in a room', () => {
  const timers = createTimers();
  const heard: unknown[] = [];
  let fault: Error | undefined;
  let broken: Error | undefined;
  let history = 'short';
  let stack: Stack;
  let game: GameId;
  let x: GameRoom;

  const readChat = (): Promise<never[]> => {
    if (broken) throw broken;
    return Promise.resolve([history as never]);
  };

  before(async () => {
    stack = await openStack({
      timers,
      room: (games) => ({
        chat: { recent: readChat, save: async () => true },
        submit: (...given) => (fault ? Promise.reject(fault) : games.submit(...given)),
        report: {
          roomFailed: (_, where, error) => heard.push([where, error]),
          connectionExpelled: (_, player, why) => heard.push([player, why]),
        },
      }),
    });
  });
  after(() => stack.close());
  beforeEach(async () => {
    heard.length = 0;
    fault = undefined;
    broken = undefined;
    history = 'short';
    game = await stack.games.create();
    x = await stack.join(game, 'ann');
    await until(x, () => true);
  });

  const intratoken = () => ({ intratoken: stack.token(game, 'ann') });
  const join = () => rawJoin(stack.url, game, intratoken());

  it('[RM6] an unknown request is refused with a code, an unknown message ignored, and the connection lasts', async () => {
    for (const type of ['castle', '', '__proto__', 'constructor', 'toString', '*'])
      assert.equal(await refusalOf(ask(x, type)), 'room/invalid-message');
    x.send('castle' as never, {} as never);
    x.sendBytes('move', new Uint8Array(8));
    x.send('move' as never, 'nonsense' as never);
    assert.equal(await refusalOf(ask(x, 'move', { x: 99, y: 0 })), 'room/invalid-message');
    assert.equal(await refusalOf(x.request('move' as never)), 'room/invalid-message');
    assert.deepEqual(heard, []);
  });

  it('[RM20] a store that does not answer refuses with room/unavailable, and the room goes on', async () => {
    await stack.games.sit(game, 'bob');
    const body = { commandId: randomUUID(), x: 0, y: 0 };
    fault = new StoreUnavailable('away');
    assert.equal(await refusalOf(x.request('move' as never, body as never)), 'room/unavailable');
    fault = undefined;
    await x.request('move' as never, body as never);
    assert.equal((await until(x, (state) => state.plies === 1)).cells[0], 1);
    assert.deepEqual(heard, []);
  });

  it('[RM21] the unforeseen refuses with room/internal, says nothing of itself to the client and everything to the operator', async () => {
    fault = new Error('secret');
    const refused = await refusalOf(ask(x, 'resign'));
    assert.equal(refused, 'room/internal');
    assert.deepEqual(heard, [['resign', fault]]);
    fault = undefined;
    await stack.games.sit(game, 'bob');
    await ask(x, 'move', { x: 0, y: 0 });
  });

  it('[RM22] beyond 40 messages at once a request is refused room/too-fast, and 20 more go every second', async () => {
    await refusalOf(ask(x, 'castle'));
    timers.pass(60_000);
    const asked = await Promise.all(Array.from({ length: 45 }, () => refusalOf(ask(x, 'abort', { no: 1 }))));
    assert.equal(asked.filter((code) => code === 'room/invalid-message').length, 40);
    assert.equal(asked.filter((code) => code === 'room/too-fast').length, 5);
    timers.pass(1_000);
    const later = await Promise.all(Array.from({ length: 22 }, () => refusalOf(ask(x, 'abort', { no: 1 }))));
    assert.equal(later.filter((code) => code === 'room/invalid-message').length, 20);
  });

  it('[RM22] beyond that a plain message has no effect', async () => {
    await stack.games.sit(game, 'bob');
    timers.pass(60_000);
    for (let at = 0; at < 45; at += 1) x.send(at < 40 ? 'anything' : 'resign', { commandId: randomUUID() } as never);
    assert.equal(await refusalOf(ask(x, 'castle')), 'room/too-fast');
    timers.pass(60_000);
    await ask(x, 'resign');
    await until(x, (state) => state.status === 'finished');
  });

  it('[RM21] so does what an answer throws where it should not', async () => {
    timers.pass(60_000);
    broken = new Error('broken');
    assert.equal(await refusalOf(ask(x, 'chat-history', {})), 'room/internal');
    assert.deepEqual(heard, [['chat-history', broken]]);
  });

  it('[RM23] whoever does not slow down is closed with 4290 and cannot resume', async () => {
    timers.pass(60_000);
    const ended = closed(x);
    for (let at = 0; at < 150; at += 1) x.send('anything' as never);
    assert.equal(await ended, 4290);
    assert.deepEqual(heard, [['ann', 'too-fast']]);
  });

  it('[RM23] who goes on after being closed, and never agrees to the end, is cut off', async () => {
    timers.pass(60_000);
    const socket = await join();
    const { _socket: bare } = socket as unknown as { _socket: Socket };
    let isOpen = true;
    bare.once('close', () => {
      isOpen = false;
    });
    // The client's own WebSocket would answer the close; these bytes are masked frames of a message.
    bare.removeAllListeners('data');
    const frame = Buffer.from([0x82, 0x83, 0, 0, 0, 0, 13, 0xa1, 0x61]);
    bare.write(Buffer.concat(Array.from({ length: 400 }, () => frame)));
    bare.resume();
    while (isOpen) {
      timers.pass(1_000);
      await refusalOf(ask(x, 'castle'));
    }
    assert.deepEqual(heard, [['ann', 'too-fast']]);
  });

  it('[RM24] a frame that breaks off, or is of no kind that a client sends, closes its connection with 4002; nobody else notices', async () => {
    const marked = [[53, 1, 0xa1, 0x61], [45, 0xa1, 0x61], [77, 0xa1, 0xff], [0], [19, 1], [255], []];
    for (const frame of [
      ...marked,
      [21],
      [21, 0xcd],
      [21, 0, 0xd9],
      [21, 0, 0xa1, 0xff],
      [13, 0xdb, 0xff, 0xff],
      [17, 0xa9],
    ]) {
      const socket = await join();
      const ended = closeCodeOf(socket);
      socket.send(Uint8Array.from(frame));
      assert.equal(await ended, 4002, `${frame}`);
    }
    assert.equal(await refusalOf(ask(x, 'castle')), 'room/invalid-message');
  });

  it('[RM24] a body nested deeper than 32 levels, or with MessagePack extensions, is not even decoded', async () => {
    const deep = (levels: number): number[] => [...new Array<number>(levels - 1).fill(0x91), 0x90];
    const asking = (...body: number[]): Uint8Array => Uint8Array.from([21, 1, 0xa1, 0x61, ...body]);
    const set = [0xd4, 0x73, 0, 0x90];
    const regExp = [0xc7, 5, 0x78, 0x92, 0xa1, 0x61, 0xa1, 0x67];
    const cycle = [0xd6, 0x69, 0, 0, 0, 1, 0x90];
    const records = [0x92, 0xd4, 0x72, 0x40, 0x91, 0xa1, 0x61, 1, ...new Array<number>(4_000).fill(0x40)];
    const all = [
      deep(34),
      deep(4_000),
      new Array<number>(4_000).fill(0x81),
      set,
      regExp,
      cycle,
      records,
      [0x91, ...set],
    ];
    for (const body of all) {
      const socket = await join();
      const ended = closeCodeOf(socket);
      socket.send(asking(...body));
      assert.equal(await ended, 4002, `${body.slice(0, 8)}`);
    }
    timers.pass(60_000);
    const socket = await join();
    for (const body of [
      deep(32),
      records.slice(0, 9),
      [0x81, 0xa1, 0x79, 0xd4, 0, 0],
      [0xdc, 0xff, 0xff],
      [0xcb],
      [],
    ]) {
      const answered = once(socket, 'message');
      socket.send(asking(...body));
      const [answer] = await answered;
      assert.equal((answer as Buffer)[0], 22, `${body.slice(0, 8)}`);
    }
    socket.terminate();
  });

  it('[RM24] no frame of random bytes does more than close its own connection', async () => {
    const chance = seeded(7);
    for (let round = 0; round < 60; round += 1) {
      timers.pass(60_000);
      const socket = await join();
      const ended = closeCodeOf(socket);
      for (let at = 0; at < 20; at += 1) {
        const length = Math.floor(chance() * 40);
        const frame = Uint8Array.from({ length }, () => Math.floor(chance() * 256));
        if (length > 0 && chance() < 0.7) frame[0] = 10 + Math.floor(chance() * 13);
        socket.send(frame);
      }
      socket.send(Uint8Array.of(12));
      await ended;
    }
    assert.equal(await refusalOf(ask(x, 'castle')), 'room/invalid-message');
    assert.deepEqual(
      heard.filter((each) => (each as unknown[])[1] !== 'broken-frame'),
      [],
    );
  });

  it('[RM25] a message of more than 4 KiB closes its connection', async () => {
    const socket = await join();
    const ended = closeCodeOf(socket);
    socket.send(new Uint8Array(4 * 1024 + 1).fill(13));
    assert.equal(await ended, 1009);
    assert.equal(await refusalOf(ask(x, 'castle')), 'room/invalid-message');
  });

  it('[RM26] who does not take the handshake in 15 s is closed; who has it in time is not', async () => {
    const [late, prompt] = [await rawArrive(stack.url, game, intratoken()), await join()];
    const [ended, other] = [closeCodeOf(late), closeCodeOf(prompt)];
    timers.pass(14_999);
    assert.deepEqual(heard, []);
    timers.pass(1);
    assert.equal(await ended, 4002);
    assert.deepEqual(heard, [['ann', 'no-handshake']]);
    prompt.send(Uint8Array.of(12));
    assert.equal(await other, 4000);
  });

  it('[RM26] who asks before taking the handshake is closed: the answers would wait for ever', async () => {
    for (const code of [13, 17, 21]) {
      const socket = await rawArrive(stack.url, game, intratoken());
      const ended = closeCodeOf(socket);
      socket.send(Uint8Array.of(code, 1, 0xa1, 0x61));
      assert.equal(await ended, 4002, `${code}`);
    }
  });

  it('[RM27] who asks and does not read is closed before the answers fill the memory', async () => {
    history = 'x'.repeat(1024 * 1024);
    const socket = await join();
    socket.pause();
    const request = Uint8Array.of(21, 1, 0xac, ...Buffer.from('chat-history'));
    for (let at = 0; at < 100 && heard.length === 0; at += 1) {
      timers.pass(1_000);
      socket.send(request);
      await refusalOf(ask(x, 'castle'));
    }
    assert.deepEqual(heard, [['ann', 'not-reading']]);
    socket.terminate();
    assert.equal(await refusalOf(ask(x, 'castle')), 'room/invalid-message');
  });
});

describe('pace', () => {
  it('[RM22] a bucket fills evenly, holds no more than its burst, and a clock set back gives nothing', () => {
    const bucket = createTokenBucket(2, 1);
    const taken = [0, 0, 0, 500, 1_000, 900, 1_900, 60_000, 60_000, 60_000].map((at) => bucket.take(at));
    assert.deepEqual(taken, [true, true, false, false, true, false, true, true, true, false]);
  });

  it('[RM23] refusals are forgiven to those who slow down', () => {
    const pace = createPace();
    const first = Array.from({ length: 100 }, () => pace(0));
    assert.deepEqual(new Set(first), new Set(['fine', 'too-fast']));
    assert.equal(pace(60_000), 'fine');
    const rest = Array.from({ length: 200 }, () => pace(120_000));
    assert.equal(rest.at(-1), 'hopeless');
  });
});
