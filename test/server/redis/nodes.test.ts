import assert from 'node:assert/strict';
import { once } from 'node:events';
import { setImmediate as turn } from 'node:timers/promises';
import { StoreUnavailable } from '../../../server/eventing/event-store.ts';
import { deadAfterMs, doubtAfterMs } from '../../../server/realtime/node-beats.ts';
import { createRedisBus } from '../../../server/redis/bus.ts';
import { createRedisNodeBeats } from '../../../server/redis/node-beats.ts';
import { openPresence } from '../../../server/redis/presence.ts';
import { createRoomDirectory } from '../../../server/redis/room-driver.ts';
import { createTimers } from '../../rooms/support/timers.ts';
import { serviceFor } from '../../services.ts';
import { type Linked, openLinked } from './linked.ts';

const fail = (error: unknown): void => assert.fail(String(error));

describe('nodes that meet at a Redis', () => {
  let linked: Linked;
  beforeEach(async function () {
    linked = await openLinked(serviceFor(this, 'redis'));
  });
  afterEach(() => linked?.[Symbol.asyncDispose]());

  describe('beats', () => {
    let forgotten = 0;
    const beatsOf = (node: string) =>
      createRedisNodeBeats({
        ...{ redis: linked.redis, self: () => node, now: Date.now },
        onForgotten: () => {
          forgotten += 1;
        },
      });
    /** Lets time pass for what Redis remembers. */
    const age = async (node: string, ms: number) => void (await linked.server.client.zincrby('octo:nodes', -ms, node));

    it('[RD1] a node is alive while it beats and hears, and dead as soon as one of both ends', async () => {
      const [a, b] = [beatsOf('a'), beatsOf('b')];
      assert.equal(await b.isAlive('a'), false);
      assert.equal(await a.beat(1), undefined);
      assert.equal(await b.isAlive('a'), false);
      const presence = await openPresence(await linked.another());
      await presence.subscribe('p:a', () => undefined);
      assert.equal(await b.isAlive('a'), true);
      await age('a', deadAfterMs);
      assert.equal(await b.isAlive('a'), false);
      assert.ok((await a.beat(1))! >= deadAfterMs);
      assert.equal(await b.isAlive('a'), true);
      presence.shutdown();
      while (await b.isAlive('a')) await turn();
    });

    it('[RD2] the dead are listed until they are forgotten, and the living are counted', async () => {
      const [a, b] = [beatsOf('a'), beatsOf('b')];
      await Promise.all([a.beat(1), b.beat(1)]);
      await age('a', deadAfterMs);
      assert.deepEqual([await b.count(), await b.dead()], [1, ['a']]);
      await b.forget('a');
      assert.deepEqual(await b.dead(), []);
      const before = forgotten;
      assert.equal(await a.beat(1), undefined);
      assert.equal(forgotten, before + 1);
    });
  });

  describe('the rooms that nodes have', () => {
    const quiet = { onForgotten: () => undefined, now: Date.now };
    const beatsOf = (node: string) => createRedisNodeBeats({ ...quiet, redis: linked.redis, self: () => node });

    it('[RD14] are told and heard with each beat', async () => {
      const [a, b, c] = [beatsOf('a'), beatsOf('b'), beatsOf('c')];
      assert.deepEqual(a.loads(), new Map());
      await a.beat(3);
      await b.beat(5);
      await c.beat(0);
      assert.deepEqual([a.loads(), b.loads()], [new Map(), new Map([['a', 3]])]);
      assert.deepEqual(c.loads(), new Map(Object.entries({ a: 3, b: 5 })));
      await a.beat(4);
      assert.deepEqual(a.loads(), new Map(Object.entries({ b: 5, c: 0 })));
    });

    it('[RD14] but of nobody who is silent, is forgotten or opens no more', async () => {
      const [a, b, c, d] = [beatsOf('a'), beatsOf('b'), beatsOf('c'), beatsOf('d')];
      await Promise.all([a.beat(1), b.beat(2), c.beat(3), d.beat(4)]);
      await linked.server.client.zincrby('octo:nodes', -doubtAfterMs, 'a');
      await b.beat(undefined);
      await c.forget('c');
      await d.beat(4);
      assert.deepEqual(d.loads(), new Map());
      await b.beat(2);
      await d.beat(4);
      assert.deepEqual(d.loads(), new Map([['b', 2]]));
    });
  });

  describe('the list of rooms', () => {
    const listing = (roomId: string, processId: string, clients = 0) =>
      ({ roomId, processId, clients, name: 'xo', locked: false, private: false, maxClients: 9 }) as never;
    const open = async (isWhole = () => true, timers = createTimers()) => {
      const other = await linked.another();
      const [mine, theirs] = [linked.redis, other].map((redis) => createRoomDirectory(redis, isWhole, timers.after));
      return { mine: mine!, theirs: theirs! };
    };
    const ownerOf = async ({ driver }: ReturnType<typeof createRoomDirectory>, roomId: string) =>
      (await driver.findOne({ roomId }))?.processId;

    it('[RD3] of two nodes that open a room one has it, and the other cannot change or remove its listing', async () => {
      const { mine, theirs } = await open();
      assert.equal(await mine.driver.insert!(listing('r', 'a')), true);
      assert.equal(await theirs.driver.insert!(listing('r', 'b')), false);
      await theirs.driver.update(listing('r', 'b'), { $inc: { clients: 1 } });
      await theirs.driver.remove('r');
      await theirs.drop('r', 'b');
      assert.equal(await ownerOf(theirs, 'r'), 'a');
    });

    it('[RD3] a room that was taken over is not listed back by the node that lost it', async () => {
      const { mine, theirs } = await open();
      const lost = listing('r', 'a');
      await mine.driver.insert!(lost);
      await theirs.drop('r', 'a');
      await mine.driver.update(lost, { $set: { locked: true } });
      assert.equal(await ownerOf(theirs, 'r'), undefined);
      await theirs.driver.insert!(listing('r', 'b'));
      await mine.driver.persist(lost, true);
      await mine.driver.remove('r');
      assert.equal(await ownerOf(mine, 'r'), 'b');
    });

    it('[RD3] how many are in a room is listed once for all who come within half a second, and a lock at once', async () => {
      const timers = createTimers();
      const { mine, theirs } = await open(undefined, timers);
      const room = listing('r', 'a');
      await mine.driver.insert!(room);
      const seen = async () => {
        const { clients, locked } = await theirs.driver.findOne({ roomId: 'r' });
        return { clients, locked };
      };
      for (let count = 1; count <= 3; count += 1) await mine.driver.update(room, { $inc: { clients: 1 } });
      assert.deepEqual(await seen(), { clients: 0, locked: false });
      assert.deepEqual(timers.pending(), [500]);
      timers.pass(500);
      while ((await seen()).clients !== 3) await turn();
      await mine.driver.update(room, { $inc: { clients: 1 }, $set: { locked: true } });
      assert.deepEqual(await seen(), { clients: 4, locked: true });
    });

    it('[RD3] a room that was removed or taken over is not listed again for those who were in it', async () => {
      const timers = createTimers();
      const { mine, theirs } = await open(undefined, timers);
      const [removed, lost] = [listing('r', 'a'), listing('s', 'a')];
      for (const room of [removed, lost]) {
        await mine.driver.insert!(room);
        await mine.driver.update(room, { $inc: { clients: 1 } });
      }
      await mine.driver.remove('r');
      await theirs.drop('s', 'a');
      await theirs.driver.insert!(listing('s', 'b'));
      timers.pass(500);
      await mine.driver.update(lost, { $set: { locked: true } });
      assert.deepEqual([await ownerOf(theirs, 'r'), await ownerOf(theirs, 's')], [undefined, 'b']);
    });

    it('[RD4] all rooms of a dead node are struck off, and no others', async () => {
      const { mine, theirs } = await open();
      for (const room of ['r', 's']) await mine.driver.insert!(listing(room, 'a'));
      await theirs.driver.insert!(listing('t', 'b'));
      await theirs.driver.cleanup!('a');
      assert.deepEqual([...(await theirs.driver.findByIds(['r', 's', 't'])).keys()], ['t']);
    });

    it('[RD4] that they could not be is said, so that the node is not forgotten yet', async () => {
      const { theirs } = await open();
      linked.server.proxy.set('cut');
      await assert.rejects(async () => theirs.driver.cleanup!('a'), StoreUnavailable);
    });

    it('[RD7] without Redis a node finds its own rooms; any other is not known', async () => {
      const { mine } = await open();
      await mine.driver.insert!(listing('r', 'a'));
      linked.server.proxy.set('cut');
      assert.equal(await ownerOf(mine, 'r'), 'a');
      await assert.rejects(ownerOf(mine, 's'), StoreUnavailable);
      assert.equal(await mine.driver.insert!(listing('s', 'a')), false);
    });

    it('[RD8] a room that Redis has lost is listed again; until all nodes had time for that, no other is taken for closed', async () => {
      let whole = true;
      const { mine, theirs } = await open(() => whole);
      const room = listing('r', 'a');
      await mine.driver.insert!(room);
      await linked.server.empty();
      whole = false;
      await assert.rejects(ownerOf(theirs, 'r'), StoreUnavailable);
      await mine.driver.persist(room, true);
      assert.equal(await ownerOf(theirs, 'r'), 'a');
      whole = true;
      assert.equal(await ownerOf(theirs, 's'), undefined);
    });
  });

  describe('the presence', () => {
    it('[RD13] what a room is asked before its node listens is said again until it does', async () => {
      const [asking, serving] = [await openPresence(linked.redis), await openPresence(await linked.another())];
      const heard: unknown[] = [];
      const asked = asking.publish('$room', ['reserve']);
      await serving.subscribe('$room', (message: unknown) => heard.push(message));
      await asked;
      while (heard.length === 0) await turn();
      await asking.publish('$room', ['again']);
      while (heard.length === 1) await turn();
      assert.deepEqual(heard, [['reserve'], ['again']]);
      await asking.publish('$nowhere', false);
      for (const presence of [asking, serving]) presence.shutdown();
    });
  });

  describe('the bus', () => {
    const busesOf = async () => {
      const here = await createRedisBus({ redis: linked.redis, self: 'a', report: fail });
      const there = await createRedisBus({ redis: await linked.another(), self: 'b', report: fail });
      return { here, there };
    };

    it('[RD9] a message reaches those of the other nodes that listen, once, in order, and not its sender', async () => {
      const { here, there } = await busesOf();
      const heard: string[] = [];
      await here.subscribe('c', (message) => heard.push(`own ${message}`)).ready;
      await there.subscribe('d', (message) => heard.push(`other ${message}`)).ready;
      const last = Promise.withResolvers<void>();
      await there.subscribe('c', (message) => {
        heard.push(message);
        if (message === '3 with spaces') last.resolve();
      }).ready;
      for (const message of ['1', '2', '3 with spaces']) here.publish('c', message);
      await last.promise;
      assert.deepEqual(heard, ['1', '2', '3 with spaces']);
    });

    const losses = {
      'was lost': async ({ proxy }: Linked['server']) => {
        proxy.set('cut');
        proxy.set('pass');
      },
      // As of a proxy before a Redis that is not there: every new connection is taken, and ended at once.
      'was lost and taken in vain': async ({ proxy }: Linked['server']) => {
        proxy.set('cut');
        for (let ends = 0; ends < 3; ends += 1) await once(linked.redis.client, 'close');
        proxy.set('pass');
      },
      // Nobody is told of this one: it is noticed by asking.
      'was cut without a word': async ({ proxy }: Linked['server'], mend: () => Promise<void>) => {
        proxy.strand();
        await mend();
      },
    };
    for (const [what, lose] of Object.entries(losses))
      it(`[RD10] after a connection ${what} everyone doubts, and is heard again`, async () => {
        const { here, there } = await busesOf();
        const heard = Promise.withResolvers<string>();
        await there.subscribe('c', heard.resolve).ready;
        const doubted = Promise.withResolvers<void>();
        there.onDoubt(doubted.resolve);
        await lose(linked.server, there.mend);
        await doubted.promise;
        await linked.isBack();
        here.publish('c', 'again');
        assert.equal(await heard.promise, 'again');
      });

    it('[RD11] a sender learns that no other node heard it, but not on a channel to which it does not listen', async () => {
      const { here, there } = await busesOf();
      /** Whether that was learnt of the first; the second is answered after it. */
      const isUnheard = (channel: string): Promise<boolean> =>
        new Promise((resolve) => {
          here.publish(channel, 'x', () => resolve(true));
          here.publish('own', 'x', () => resolve(false));
        });
      for (const channel of ['own', 'c']) await here.subscribe(channel, () => undefined).ready;
      assert.equal(await isUnheard('c'), true);
      const other = there.subscribe('c', () => undefined);
      await other.ready;
      assert.equal(await isUnheard('c'), false);
      other.end();
      await there.subscribe('d', () => undefined).ready;
      assert.equal(await isUnheard('c'), true);
      assert.equal(await isUnheard('d'), false);
    });

    it('[RD10] a sender whose message could not be sent makes the others doubt later', async () => {
      const { here, there } = await busesOf();
      const doubted = Promise.withResolvers<void>();
      linked.redis.client.disconnect(true);
      while (linked.redis.isUp()) await turn();
      here.publish('c', 'lost');
      there.onDoubt(doubted.resolve);
      await linked.isBack();
      await here.mend();
      await doubted.promise;
    });
  });
});
