import assert from 'node:assert/strict';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { EventEmitter } from 'node:events';
import type { Socket } from 'node:net';
import { setImmediate as nextTurn, setTimeout as sleep } from 'node:timers/promises';
import type { mongo } from 'mongoose';
import { StoreUnavailable } from '../../../../server/eventing/event-store.ts';
import { openMongoDatabase } from '../../../../server/storage/mongo/open-database.ts';
import { watchDriver } from '../../../../server/storage/mongo/watch-driver.ts';
import { serviceFor } from '../../../services.ts';
import { openFlakyProxy } from '../../../support/flaky-proxy.ts';
import { eventually } from '../../../support/people.ts';
import { dropMongo, freshMongoUrl } from './temporary-mongo.ts';

/** The driver checks a server no more often than this. */
const leastBetweenChecksMs = 500;

describe('a MongoDB driver that waits for what cannot come', function () {
  this.timeout(60_000);

  /** The sockets that are opened to a port from now on, in order: the driver opens the one that it checks with first. */
  const socketsTo = (port: number) => {
    const all: Socket[] = [];
    const see = (message: unknown): void => void all.push((message as { socket: Socket }).socket);
    subscribe('net.client.socket', see);
    return {
      opened: () => all.filter(({ remotePort }) => remotePort === port),
      [Symbol.dispose]: () => void unsubscribe('net.client.socket', see),
    };
  };

  it('[MG10] one that checked the server over a connection just lost is replaced, and all goes on without a restart', async function () {
    const direct = freshMongoUrl(serviceFor(this, 'mongo'));
    const { hostname, port, pathname } = new URL(direct);
    if (hostname !== '127.0.0.1') this.skip();
    await using proxy = await openFlakyProxy(Number(port));
    using sockets = socketsTo(proxy.port);
    const url = `mongodb://127.0.0.1:${proxy.port}${pathname}?directConnection=true`;
    let onFind = (): void => undefined;
    let replaced = 0;
    const db = await openMongoDatabase({
      ...{ url, indexes: [] },
      onCommand: ({ find }) => void (find && onFind()),
      onReplaced: () => {
        replaced += 1;
      },
    });
    const things = db.documents('things');
    await sleep(leastBetweenChecksMs + 100);
    const [checking, ...carrying] = sockets.opened();
    proxy.set('swallow');
    const { promise: isAsked, resolve } = Promise.withResolvers<void>();
    onFind = resolve;
    const lost = things.findOne({});
    await isAsked;
    // It is told before it is written, in one turn.
    await nextTurn();
    for (const socket of carrying) socket.destroy(new Error('cut'));
    // Its end has come, but is not told yet, when the first that fails makes the driver check the server with it.
    const next = lost.catch(() => {
      checking!.destroy();
      return things.findOne({});
    });
    await assert.rejects(next, StoreUnavailable);
    proxy.set('pass');
    await eventually(
      () => things.findOne({}).catch((error: unknown) => error),
      (found) => !(found instanceof Error),
    );
    assert.equal(replaced, 1);
    await db.close();
    await dropMongo(direct);
  });

  const watched = () => {
    const client = new EventEmitter();
    const look = watchDriver(client as unknown as mongo.MongoClient);
    const looks = (times: number): boolean[] => Array.from({ length: times }, look);
    return { client, looks };
  };
  const server = { connectionId: 'a:1', address: 'a:1' };
  const over = (connectionId: number) => ({ address: 'a:1', connectionId });

  it('[MG10] a check that has no end is seen; those that end are not, however many there were', () => {
    const { client, looks } = watched();
    for (const end of ['serverHeartbeatSucceeded', 'serverHeartbeatFailed', 'serverClosed']) {
      client.emit('serverHeartbeatStarted', server);
      assert.ok(!looks(6).includes(true));
      client.emit(end, server);
      assert.ok(!looks(20).includes(true));
    }
    client.emit('serverHeartbeatStarted', server);
    assert.ok(looks(20).includes(true));
  });

  it('[MG10] a connection that was greeting when its pool was emptied is given up, and not waited for', () => {
    const { client, looks } = watched();
    client.emit('connectionCreated', over(1));
    client.emit('connectionCheckedOut', over(2));
    client.emit('connectionPoolCleared', { address: 'b:1' });
    client.emit('connectionCheckedIn', over(2));
    assert.ok(looks(20).includes(true));
    client.emit('connectionPoolCleared', { address: 'a:1' });
    assert.ok(!looks(30).includes(true));
    client.emit('connectionCheckedOut', over(3));
    client.emit('connectionPoolCleared', { address: 'a:1' });
    assert.ok(looks(20).includes(true), 'one in use is given back whatever becomes of the pool');
  });

  it('[MG10] a pool that gives nobody a connection any more is seen, though nothing is known to be open', () => {
    const { client, looks } = watched();
    const starves = (): void => void client.emit('connectionCheckOutFailed', { address: 'a:1', reason: 'timeout' });
    for (const id of [1, 2]) client.emit('connectionCreated', over(id));
    client.emit('connectionPoolCleared', { address: 'a:1' });
    client.emit('connectionCheckOutFailed', { address: 'a:1', reason: 'connectionError' });
    assert.ok(!looks(30).includes(true));
    for (const fed of ['connectionReady', 'connectionCheckedOut']) {
      starves();
      assert.ok(!looks(19).includes(true));
      client.emit(fed, over(3));
      client.emit('connectionCheckedIn', over(3));
      assert.ok(!looks(30).includes(true));
    }
    starves();
    starves();
    assert.ok(looks(20).includes(true));
  });

  it('[MG10] so is a connection that is never given back or never there, and the others are not', () => {
    for (const [begin, ends] of [
      ['connectionCheckedOut', ['connectionCheckedIn', 'connectionClosed']],
      ['connectionCreated', ['connectionReady', 'connectionClosed']],
    ] as const) {
      const { client, looks } = watched();
      for (const end of ends) {
        client.emit(begin, over(1));
        assert.ok(!looks(10).includes(true));
        client.emit(end, over(1));
        assert.ok(!looks(30).includes(true));
      }
      client.emit(begin, over(2));
      client.emit(begin, over(3));
      client.emit(ends[0], over(3));
      assert.ok(looks(30).includes(true));
    }
  });
});
