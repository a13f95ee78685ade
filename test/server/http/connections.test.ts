import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { type ConnectionLimits, limitConnections, mostPerAddress } from '../../../server/http/connections.ts';

describe('connections', () => {
  let server: Server;
  const clients: Socket[] = [];
  const listen = async (limits: ConnectionLimits, answer = 'well'): Promise<void> => {
    server = createServer((_, response) => response.end(answer));
    limitConnections(server, limits);
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
  };
  const open = async (): Promise<Socket> => {
    const client = connect((server.address() as AddressInfo).port, '127.0.0.1');
    client.on('error', () => undefined);
    clients.push(client);
    await once(client, 'connect');
    return client;
  };
  const ask = async (client: Socket): Promise<string> => {
    client.write('GET / HTTP/1.1\r\nHost: a\r\n\r\n');
    return String((await once(client, 'data'))[0]);
  };
  afterEach(async () => {
    for (const client of clients.splice(0)) client.destroy();
    server.close();
    await once(server, 'close');
  });

  it('[HT50] an address has so many open at once; one more is cut, and one that ends makes room', async () => {
    assert.equal(mostPerAddress, 1_000);
    await listen({ perAddress: 3 });
    const three = [await open(), await open(), await open()];
    const fourth = await open();
    await once(fourth, 'close');
    for (const client of three) assert.match(await ask(client), /well/);
    const [first] = three;
    first!.destroy();
    const answers = async (): Promise<boolean> => {
      const client = await open();
      return Promise.race([ask(client).then(() => true), once(client, 'close').then(() => false)]);
    };
    // The server hears of the end a moment later than the client.
    while (!(await answers())) await new Promise(setImmediate);
  });

  it('[HT51] who lets 4 MiB wait to be read is cut off', async () => {
    await listen({ perAddress: 10, lookEveryMs: 5 }, 'x'.repeat(64 * 1024 * 1024));
    const heard = once(server, 'connection') as Promise<[Socket]>;
    const client = await open();
    client.pause();
    client.write('GET / HTTP/1.1\r\nHost: a\r\n\r\n');
    const [socket] = await heard;
    await once(socket, 'close');
    assert.equal(socket.destroyed, true);
  });
});
