import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { type RawData, WebSocket, WebSocketServer } from 'ws';
import { createGameSocket } from '../../../server/realtime/game-socket.ts';

describe('a socket of a client', () => {
  const http = createServer();
  const server = new WebSocketServer({ server: http, WebSocket: createGameSocket() });
  before(async () => {
    http.listen(0, '127.0.0.1');
    await once(http, 'listening');
  });
  after(() => {
    for (const socket of server.clients) socket.terminate();
    server.close();
    http.close();
  });

  /** One client: our side of it, the connection under that, and what it received. */
  const connected = async () => {
    const opened = once(server, 'connection');
    const client = new WebSocket(`ws://127.0.0.1:${(http.address() as AddressInfo).port}`);
    const received: Buffer[] = [];
    client.on('message', (data: RawData) => received.push(data as Buffer));
    const [ours, { socket }] = (await opened) as [WebSocket, { socket: Socket }];
    const until = async (count: number): Promise<Buffer[]> => {
      while (received.length < count) await once(client, 'message');
      return received;
    };
    return { ours, socket, until };
  };

  /** What is written to a connection from now on. */
  const chunksTo = (socket: Socket): Buffer[] => {
    const written: Buffer[] = [];
    const write = socket.write.bind(socket);
    socket.write = (chunk: Buffer, ...rest: never[]) => {
      written.push(chunk);
      return write(chunk, ...rest);
    };
    return written;
  };

  it('[RL28] sends messages of any length as they are, in order', async () => {
    const { ours, until } = await connected();
    const sent = [0, 1, 125, 126, 65_535, 65_536, 3].map((size, at) => Buffer.alloc(size, at + 1));
    for (const payload of sent) ours.send(payload);
    ours.send('plain text');
    assert.deepEqual(await until(8), [...sent, Buffer.from('plain text')]);
  });

  it('[RL28] what is sent in one go leaves together at its end', async () => {
    const { ours, socket, until } = await connected();
    const written = chunksTo(socket);
    const done = Promise.all([
      new Promise((resolve) => ours.send(Buffer.of(1), resolve)),
      new Promise((resolve) => ours.send(Buffer.of(2), { binary: true }, resolve)),
    ]);
    assert.deepEqual(written, []);
    await done;
    assert.deepEqual(written, [Buffer.of(0x82, 1, 1, 0x82, 1, 2)]);
    assert.deepEqual(await until(2), [Buffer.of(1), Buffer.of(2)]);
  });

  it('[RL28] what goes to many is framed once', async () => {
    const all = [await connected(), await connected()];
    const written = all.map(({ socket }) => chunksTo(socket));
    const payload = Buffer.alloc(200, 7);
    for (const { ours } of all) ours.send(payload);
    for (const { until } of all) assert.deepEqual(await until(1), [payload]);
    assert.equal(written[0]!.length, 1);
    assert.equal(written[0]![0], written[1]![0]);
  });

  it('[RL28] part of a message, and text, are sent as such', async () => {
    const { ours, until } = await connected();
    ours.send(Buffer.of(1), { fin: false });
    ours.send(Buffer.of(2), { fin: true });
    ours.send(Buffer.from('text'), { binary: false });
    assert.deepEqual(await until(2), [Buffer.of(1, 2), Buffer.from('text')]);
  });

  it('[RL28] bytes that have changed since the last turn are sent as they are now', async () => {
    const { ours, until } = await connected();
    const payload = Buffer.of(1);
    await new Promise((resolve) => ours.send(payload, resolve));
    payload[0] = 2;
    ours.send(payload);
    assert.deepEqual(await until(2), [Buffer.of(1), Buffer.of(2)]);
  });

  it('[RL28] a close says its code after what was sent before it', async () => {
    const { ours, until } = await connected();
    const seen = until(1);
    ours.send(Buffer.of(1));
    ours.close(4001, 'moved');
    await seen;
    const [code] = await once(ours, 'close');
    assert.equal(code, 4001);
    const error = await new Promise((resolve) => ours.send(Buffer.of(2), resolve));
    assert.match(String(error), /not open/);
  });

  it('[RL28] what is sent to a connection that is lost in the same turn ends with an error, and harms nobody', async () => {
    const { ours, socket } = await connected();
    const told = new Promise((resolve) => ours.send(Buffer.of(1), resolve));
    socket.destroy();
    assert.match(String(await told), /gone/);
  });

  it('[RL28] who is told of that in between may send, and is told after all have sent', async () => {
    const [lost, other] = [await connected(), await connected()];
    const payload = Buffer.of(1);
    const told = new Promise<void>((resolve) =>
      lost.ours.send(payload, () => {
        other.ours.send(payload, () => resolve());
      }),
    );
    other.ours.send(Buffer.of(7));
    lost.socket.destroy();
    await told;
    payload[0] = 2;
    other.ours.send(payload);
    assert.deepEqual(await other.until(3), [Buffer.of(7), Buffer.of(1), Buffer.of(2)]);
  });
});
