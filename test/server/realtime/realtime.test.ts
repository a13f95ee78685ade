import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import type { Writable } from 'node:stream';
import { mock } from 'node:test';
import { setImmediate as turn } from 'node:timers/promises';
import { matchMaker, Protocol } from '@colyseus/core';
import { Client } from '@colyseus/sdk';
import { WebSocket } from 'ws';
import { createLobbyRoom } from '../../../rooms/lobby-room.ts';
import { createXoRoom } from '../../../rooms/xo-room.ts';
import { StoreUnavailable } from '../../../server/eventing/event-store.ts';
import { createRealtime } from '../../../server/realtime/create-realtime.ts';
import { createLocalDriver } from '../../../server/realtime/local-driver.ts';
import { createLogger } from '../../../server/realtime/logger.ts';
import { createEnsureRoom } from '../../../server/realtime/room-host.ts';
import { type GameId, gameId } from '../../../shared/kernel/ids.ts';
import { closeCodeOf, rawJoin } from '../../rooms/support/raw-socket.ts';
import { closed, openStack, type Stack, type StackOptions } from '../../rooms/support/stack.ts';
import { createTestApp } from '../../rooms/support/test-app.ts';

describe('the realtime server', () => {
  it('[RL20] a busy port rejects with EADDRINUSE and leaves nothing behind', async () => {
    const busy = createServer().listen(0, '127.0.0.1');
    await once(busy, 'listening');
    const { port } = busy.address() as AddressInfo;
    const realtime = createRealtime({
      host: '127.0.0.1',
      port,
      app: createTestApp(),
      rooms: { game: createXoRoom({} as never), lobby: createLobbyRoom({} as never) },
      report: { colyseus: () => undefined, roomTakenOver: () => undefined },
    });
    await assert.rejects(realtime.listen(), { code: 'EADDRINUSE' });
    await realtime.close();
    busy.close();
    await once(busy, 'close');
  });

  const opened = async (options: StackOptions) => {
    const stack = await openStack(options);
    return { ...stack, [Symbol.asyncDispose]: stack.close };
  };

  it('[RL29] who does not answer is ended, who answers stays', async () => {
    await using stack = await opened({ pingEveryMs: 40 });
    const game = await stack.games.create();
    const join = (player: string, options: object) =>
      rawJoin(stack.url, game, { intratoken: stack.token(game, player) }, options);
    const [deaf, awake] = [await join('ann', { autoPong: false }), await join('bob', {})];
    assert.equal(await closeCodeOf(deaf), 1006);
    for (let asked = 0; asked < 3; asked += 1) await once(awake, 'ping');
    assert.equal(awake.readyState, WebSocket.OPEN);
    awake.terminate();
  });

  it('[RL29] who speaks stays, and is hardly asked', async () => {
    await using stack = await opened({ pingEveryMs: 40 });
    const game = await stack.games.create();
    const join = (player: string) =>
      rawJoin(stack.url, game, { intratoken: stack.token(game, player) }, { autoPong: false });
    const [deaf, talker] = [await join('ann'), await join('bob')];
    const talking = setInterval(() => talker.send(Buffer.of(Protocol.PING)), 15);
    // An asking of before it spoke has arrived when it is answered.
    await once(talker, 'message');
    let asked = 0;
    talker.on('ping', () => void asked++);
    assert.equal(await closeCodeOf(deaf), 1006);
    clearInterval(talking);
    assert.deepEqual([talker.readyState, asked], [WebSocket.OPEN, 0]);
    talker.terminate();
  });

  it('[RL28] its sockets hold back what is sent in one go', async () => {
    await using stack = await opened({});
    const game = await stack.games.create();
    await stack.join(game, 'ann');
    const [client] = matchMaker.getLocalRoomById(game).clients;
    const { _socket: bare } = client!.ref as unknown as { _socket: Socket };
    const before = bare.bytesWritten;
    client!.raw(Buffer.of(Protocol.PING));
    client!.raw(Buffer.of(Protocol.PING));
    assert.equal(bare.bytesWritten, before);
    await new Promise((resolve) => process.nextTick(resolve));
    assert.equal(bare.bytesWritten, before + 6);
  });

  it('[RL38] its frames are read before ws', async () => {
    await using stack = await opened({});
    const game = await stack.games.create();
    const room = await stack.join(game, 'ann');
    const [client] = matchMaker.getLocalRoomById(game).clients;
    const { _receiver: reader } = client!.ref as unknown as { _receiver: Writable };
    const { mock: given } = mock.method(reader, 'write');
    await assert.rejects(room.request('move', { commandId: 'x'.repeat(300) }), /rejected/);
    assert.equal(given.callCount(), 0);
  });

  describe('while it runs', () => {
    const printed: unknown[][] = [];
    const real = { ...console };
    let stack: Stack;

    before(async () => {
      for (const method of ['log', 'info', 'warn', 'error', 'debug'] as const)
        console[method] = (...parts: unknown[]) => void printed.push(parts);
      stack = await openStack();
    });
    after(async () => {
      Object.assign(console, real);
      await stack.close();
    });

    it('[RL21] those who ask for a game’s room at once get one room', async () => {
      const game = await stack.games.create();
      await Promise.all(Array.from({ length: 20 }, () => stack.realtime.openGame(game)));
      await stack.realtime.openGame(game);
      assert.equal((await matchMaker.query({ roomId: game })).length, 1);
      assert.equal(stack.realtime.openRooms(), 1);
    });

    it('[RL22] there is no room for a game that is not', async () => {
      assert.equal(await stack.realtime.openGame(gameId('nothing')), undefined);
      assert.equal(await stack.realtime.openGame(gameId('nothing')), undefined);
      assert.equal((await matchMaker.query({ roomId: 'nothing' })).length, 0);
    });

    it('[RL23] it prints nothing of its own', () => assert.deepEqual(printed, []));

    it('[RL24] a stop tells every client that the node goes away, frees the port, and may be asked for twice', async () => {
      const game = await stack.games.create();
      const room = await stack.join(game, 'ann');
      assert.equal(stack.realtime.connections(), 1);
      const told = closed(room);
      await Promise.all([stack.realtime.close(), stack.realtime.close()]);
      assert.equal(await told, 4001);
      await assert.rejects(fetch(stack.url));
      await assert.rejects(new Client(stack.url).joinById(game));
    });
  });

  it('[RL25] after a stop another one runs in the same process', async () => {
    const stack = await openStack();
    const game = await stack.games.create();
    await (await stack.join(game, 'ann')).leave();
    await stack.close();
  });
});

describe('the list of rooms', () => {
  const listing = (roomId: string, processId = 'p') =>
    ({ roomId, processId, name: 'xo', clients: 0, maxClients: 2, locked: false }) as never;

  it('[RL30] a room is found by its id, and taken once', async () => {
    const driver = createLocalDriver();
    assert.equal(await driver.insert?.(listing('a')), true);
    assert.equal(await driver.insert?.(listing('a', 'q')), false);
    assert.equal((await driver.findOne({ roomId: 'a' })).processId, 'p');
    assert.equal(await driver.findOne({ roomId: 'a', locked: true }), undefined);
    assert.equal(await driver.findOne({ roomId: '__proto__' }), undefined);
    assert.deepEqual([driver.has('a'), driver.has('b')], [true, false]);
    assert.equal(driver.persist(listing('b'), true), true);
    assert.equal(driver.persist(listing('c')), false);
    assert.deepEqual([...(await driver.findByIds(['a', 'b', 'c'])).keys()], ['a', 'b']);
  });

  it('[RL30] listings change in place, are queried, and are removed one by one or with their process', async () => {
    const driver = createLocalDriver();
    const ids = async (conditions: object) =>
      (await driver.query(conditions)).map((room: { roomId: string }) => room.roomId);
    for (const id of ['a', 'b', 'c']) await driver.insert?.(listing(id, id === 'c' ? 'q' : 'p'));
    const a = await driver.findOne({ roomId: 'a' });
    driver.update(a, { $set: { locked: true }, $inc: { clients: 2 } });
    assert.deepEqual([a.locked, a.clients], [true, 2]);
    assert.deepEqual(await ids({ processId: 'p', locked: false }), ['b']);
    assert.equal((await driver.findOne({ name: 'xo' })).roomId, 'a');
    assert.deepEqual([driver.remove('a'), driver.remove('a')], [true, false]);
    await driver.cleanup?.('p');
    assert.deepEqual(await ids({}), ['c']);
    await driver.clear();
    assert.deepEqual(await driver.query({}), []);
    driver.shutdown();
  });
});

describe('opening a room', () => {
  const share = (game: GameId, openHere: (game: GameId) => Promise<never>): Promise<never> => openHere(game);
  const nobody = { isHere: () => false, wait: async () => undefined, restore: async () => undefined, share };

  /** A room of that id closes here, within `looks` looks; another node may list one at the look `listedAt`. */
  const closing = (looks: number, listedAt = Number.POSITIVE_INFINITY, restored = false) => {
    const did: string[] = [];
    let looked = 0;
    const { ensureRoom } = createEnsureRoom({
      share,
      find: async () => {
        const isListed = did.filter((what) => what === 'waited').length >= listedAt || did.includes('restored');
        return isListed ? ({} as never) : undefined;
      },
      restore: async () => void (restored && did.push('restored')),
      isHere: () => looked++ < looks,
      wait: async () => void did.push('waited'),
      createRoom: async () => {
        did.push('created');
        return {} as never;
      },
    });
    return { did, opened: ensureRoom(gameId('a')) };
  };

  it('[RL27] a room that is closing here is waited for, since what it takes with it would be the new one’s', async () => {
    const { did, opened } = closing(3);
    await opened;
    assert.deepEqual(did, ['waited', 'waited', 'waited', 'created']);
  });

  it('[RL27] but no longer than until it is open elsewhere, nor for ever', async () => {
    const elsewhere = closing(Number.POSITIVE_INFINITY, 2);
    await elsewhere.opened;
    assert.deepEqual(elsewhere.did, ['waited', 'waited']);
    const mislaid = closing(Number.POSITIVE_INFINITY, undefined, true);
    await mislaid.opened;
    assert.equal(mislaid.did.at(-1), 'restored', 'it runs here, and was only not listed');
    const { did, opened } = closing(Number.POSITIVE_INFINITY);
    await assert.rejects(opened, StoreUnavailable);
    assert.ok(!did.includes('created'));
  });

  it('[RL21] a creation that failed is tried again by the next who asks', async () => {
    let tries = 0;
    const { ensureRoom: ensure } = createEnsureRoom({
      ...nobody,
      find: async () => undefined,
      createRoom: async () => {
        tries += 1;
        if (tries === 1) throw new Error('away');
        return {} as never;
      },
    });
    await assert.rejects(Promise.all([ensure(gameId('a')), ensure(gameId('a'))]), { message: 'away' });
    assert.equal(tries, 1);
    await ensure(gameId('a'));
    assert.equal(tries, 2);
  });
});

describe('opening a room for another node', () => {
  it('[RL21] shares the creation with those who ask here, and nobody looks for it meanwhile', async () => {
    const created = Promise.withResolvers<never>();
    const did: string[] = [];
    const { ensureRoom, ensureHere, opening, beingOpened } = createEnsureRoom({
      ...{ isHere: () => false, wait: async () => undefined, restore: async () => undefined },
      share: (game, openHere) => openHere(game),
      find: async () => void did.push('looked') as undefined,
      createRoom: () => {
        did.push('created');
        return created.promise;
      },
    });
    const first = ensureHere(gameId('a'));
    while (beingOpened() === 0) await turn();
    const others = [ensureRoom(gameId('a')), ensureHere(gameId('a'))];
    const opened = opening('a').then(() => did.push('opened'));
    await turn();
    assert.deepEqual([did, beingOpened()], [['looked', 'created'], 1]);
    created.resolve({ roomId: 'a' } as never);
    assert.equal(new Set(await Promise.all([first, ...others])).size, 1);
    await opened;
    assert.deepEqual([did, beingOpened()], [['looked', 'created', 'opened'], 0]);
  });
});

describe('what Colyseus says', () => {
  it('[RL26] goes to the operator, and not without end', () => {
    const lines: string[] = [];
    let now = 0;
    const logger = createLogger({ colyseus: (level, text) => void lines.push(`${level} ${text}`) }, () => now);
    logger.debug();
    logger.warn('a', 1);
    logger.error(new Error('b'));
    assert.match(lines.join('\n'), /^warn a 1\nwarn Error: b/);
    for (let at = 0; at < 200; at += 1) logger.error('again');
    assert.equal(lines.length, 50);
    now = 10_000;
    logger.info('later');
    assert.equal(lines.at(-1), 'debug later');
  });
});
