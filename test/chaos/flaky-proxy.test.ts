import assert from 'node:assert/strict';
import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { setImmediate as turn } from 'node:timers/promises';
import { type FlakyProxy, openFlakyProxy } from '../support/flaky-proxy.ts';

const connections = (server: Server): Promise<number> =>
  new Promise((resolve, reject) => server.getConnections((error, count) => (error ? reject(error) : resolve(count))));

describe('the proxy that misbehaves on demand', () => {
  let echo: Server;
  let proxy: FlakyProxy;
  const heard: string[] = [];
  const visits: Socket[] = [];

  beforeEach(async () => {
    heard.length = 0;
    echo = createServer((socket) => {
      socket.on('error', () => undefined);
      socket.on('data', (data) => {
        heard.push(String(data));
        socket.write(data);
      });
    }).listen(0, '127.0.0.1');
    await once(echo, 'listening');
    proxy = await openFlakyProxy((echo.address() as AddressInfo).port);
  });
  afterEach(async () => {
    for (const socket of visits.splice(0)) socket.destroy();
    await proxy[Symbol.asyncDispose]();
    echo.close();
  });

  const visit = async (): Promise<Socket> => {
    const socket = connect(proxy.port, '127.0.0.1');
    visits.push(socket);
    socket.on('error', () => undefined);
    await once(socket, 'connect');
    return socket;
  };
  const says = async (socket: Socket, text: string): Promise<string> => {
    socket.write(text);
    return String((await once(socket, 'data'))[0]);
  };
  const ended = (socket: Socket): Promise<unknown> => (socket.closed ? Promise.resolve() : once(socket, 'close'));

  it('[CH6] hands on what is sent, in order and also late', async () => {
    const socket = await visit();
    assert.equal(await says(socket, 'a'), 'a');
    proxy.delay(20);
    socket.write('b');
    proxy.delay(0);
    socket.write('c');
    let answer = '';
    while (answer.length < 2) answer += String((await once(socket, 'data'))[0]);
    assert.equal(answer, 'bc');
  });

  it('[CH6] cuts what there is and what comes, until it passes again', async () => {
    const socket = await visit();
    await says(socket, 'a');
    proxy.set('cut');
    await ended(socket);
    const refused = await visit();
    await ended(refused);
    proxy.set('pass');
    const again = await visit();
    assert.equal(await says(again, 'b'), 'b');
  });

  it('[CH6] leaves a connection half-open: nothing arrives, nobody is told, and new ones are whole', async () => {
    const socket = await visit();
    await says(socket, 'a');
    proxy.strand();
    socket.write('lost');
    const other = await visit();
    assert.equal(await says(other, 'b'), 'b');
    assert.deepEqual([heard, socket.closed], [['a', 'b'], false]);
  });

  it('[CH6] swallows what is sent also over new connections', async () => {
    proxy.set('swallow');
    const silent = await visit();
    silent.write('lost');
    proxy.set('pass');
    const whole = await visit();
    assert.equal(await says(whole, 'a'), 'a');
    assert.deepEqual([heard, silent.closed], [['a'], false]);
  });

  it('[CH6] of a connection that ended while all was swallowed the other side hears once the way is whole', async () => {
    const served = once(echo, 'connection');
    const [before, after] = [await visit(), await visit()];
    const [first] = (await served) as [Socket];
    assert.equal(await says(before, 'a'), 'a');
    proxy.set('swallow');
    before.destroy();
    await ended(before);
    assert.equal(first.closed, false);
    proxy.set('pass');
    await ended(first);
    after.destroy();
    while ((await connections(echo)) > 0) await turn();
  });
});
