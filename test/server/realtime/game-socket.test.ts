import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { type RawData, WebSocket, WebSocketServer } from 'ws';
import { GameSocket } from '../../../server/realtime/game-socket.ts';

describe('a socket of a client', () => {
  let close: () => void;
  afterEach(() => close());

  /** One client: our side of it, the connection under that, and what it received. */
  const connected = async () => {
    const http = createServer().listen(0, '127.0.0.1');
    await once(http, 'listening');
    const server = new WebSocketServer({ server: http, WebSocket: GameSocket as typeof WebSocket });
    const opened = once(server, 'connection');
    const client = new WebSocket(`ws://127.0.0.1:${(http.address() as AddressInfo).port}`);
    const received: Buffer[] = [];
    client.on('message', (data: RawData) => received.push(data as Buffer));
    const [ours, { socket }] = (await opened) as [WebSocket, { socket: Socket }];
    close = () => {
      client.terminate();
      server.close();
      http.close();
    };
    const until = async (count: number): Promise<Buffer[]> => {
      while (received.length < count) await once(client, 'message');
      return received;
    };
    return { ours, socket, until };
  };

  it('[RL28] sends messages of any length as they are, in order', async () => {
    const { ours, until } = await connected();
    const sent = [0, 1, 125, 126, 65_535, 65_536, 3].map((size, at) => Buffer.alloc(size, at + 1));
    for (const payload of sent) ours.send(payload);
    ours.send('plain text');
    assert.deepEqual(await until(8), [...sent, Buffer.from('plain text')]);
  });

  it('[RL28] what is sent in one turn leaves together at its end', async () => {
    const { ours, socket, until } = await connected();
    const done = Promise.all([
      new Promise((resolve) => ours.send(Buffer.of(1), resolve)),
      new Promise((resolve) => ours.send(Buffer.of(2), { binary: true }, resolve)),
    ]);
    assert.deepEqual([socket.writableCorked, socket.writableLength, ours.bufferedAmount], [1, 6, 6]);
    await done;
    assert.equal(socket.writableCorked, 0);
    assert.deepEqual(await until(2), [Buffer.of(1), Buffer.of(2)]);
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
});
