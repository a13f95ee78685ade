import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { type RawData, type WebSocket, WebSocketServer } from 'ws';
import { readPlainFrames } from '../../../server/realtime/plain-frames.ts';

const mask = [7, 11, 13, 17];

/** A frame as a client sends it: masked (RFC 6455, 5.2), of at most 65,535 bytes. */
const frame = (first: number, payload: Uint8Array): Buffer => {
  const { length } = payload;
  const head = length < 126 ? [first, 0x80 | length] : [first, 0x80 | 126, length >> 8, length & 0xff];
  return Buffer.from([...head, ...mask, ...payload.map((byte, at) => byte ^ mask[at & 3]!)]);
};
const [text, binary, closing, ping, pong, rest] = [0x81, 0x82, 0x88, 0x89, 0x8a, 0x80];

describe('frames of clients', () => {
  const http = createServer();
  const server = new WebSocketServer({ server: http, maxPayload: 1000 });
  const opened: Socket[] = [];
  before(async () => {
    http.listen(0, '127.0.0.1');
    await once(http, 'listening');
  });
  after(() => {
    for (const socket of [...opened, ...server.clients]) 'terminate' in socket ? socket.terminate() : socket.destroy();
    server.close();
    http.close();
  });

  /** A bare connection after the handshake, our side of it, and all that our side has heard of. */
  const connected = async () => {
    const client = connect((http.address() as AddressInfo).port, '127.0.0.1');
    opened.push(client);
    const arrived = once(server, 'connection');
    client.write(
      'GET / HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n' +
        'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n',
    );
    const [ours, { socket }] = (await arrived) as [WebSocket, { socket: Socket }];
    const reader = socket.listeners('data')[0];
    readPlainFrames(ours, socket, 1000);
    const heard: unknown[] = [];
    ours.on('message', (data: RawData, isBinary) => heard.push(isBinary ? [...(data as Buffer)] : String(data)));
    for (const event of ['ping', 'pong'] as const) ours.on(event, (data) => heard.push([event, ...data]));
    ours.on('error', () => undefined);
    const until = async (count: number): Promise<unknown[]> => {
      while (heard.length < count) await new Promise((resolve) => setImmediate(resolve));
      return heard;
    };
    return { client, ours, until, socket, isLeftToWs: () => socket.listeners('data')[0] === reader };
  };

  it('[RL38] reads short binary messages in one piece, however many come together, and pings and pongs among them', async () => {
    const { client, until, isLeftToWs } = await connected();
    const longest = new Uint8Array(125).fill(200);
    const frames = [
      ...[frame(binary, Buffer.of(1, 2, 3, 4, 5, 6)), frame(ping, Buffer.of(9)), frame(binary, longest)],
      ...[frame(pong, Buffer.of(8)), frame(binary, Buffer.of()), frame(binary, new Uint8Array(1000).fill(5))],
    ];
    client.write(Buffer.concat(frames));
    assert.deepEqual(await until(6), [
      [1, 2, 3, 4, 5, 6],
      ['ping', 9],
      [...longest],
      ['pong', 8],
      [],
      Array(1000).fill(5),
    ]);
    client.write(frame(binary, Buffer.of(7)));
    assert.deepEqual((await until(7))[6], [7]);
    assert.equal(isLeftToWs(), false);
  });

  for (const [what, sent, expected] of [
    ['text', [frame(text, Buffer.from('hello'))], ['hello']],
    ['one in parts', [frame(0x02, Buffer.of(1)), frame(rest, Buffer.of(2))], [[1, 2]]],
  ] as const) {
    it(`[RL38] leaves ${what} to ws, with what came before and all that follows in order`, async () => {
      const { client, until, isLeftToWs } = await connected();
      client.write(Buffer.concat([frame(binary, Buffer.of(3)), ...sent, frame(binary, Buffer.of(4))]));
      assert.deepEqual(await until(3), [[3], ...expected, [4]]);
      assert.equal(isLeftToWs(), true);
    });
  }

  it('[RL38] wherever a chunk ends, all is whole in the end', async () => {
    const frames = [
      frame(binary, Buffer.of(3, 4)),
      frame(ping, Buffer.of(9)),
      frame(binary, new Uint8Array(130).fill(6)),
    ];
    const all = Buffer.concat([...frames, frame(binary, Buffer.of(5))]);
    for (let cut = 1; cut < all.length; cut += 1) {
      const { client, socket, until } = await connected();
      for (const chunk of [all.subarray(0, cut), all.subarray(cut)]) socket.emit('data', Buffer.from(chunk));
      assert.deepEqual(await until(4), [[3, 4], ['ping', 9], Array(130).fill(6), [5]], `cut at ${cut}`);
      client.destroy();
    }
  });

  it('[RL38] leaves all to ws where somebody else listens to the data', async () => {
    const { ours, socket } = await connected();
    socket.on('data', () => undefined);
    const before = socket.listeners('data');
    readPlainFrames(ours, socket, 1000);
    assert.deepEqual(socket.listeners('data'), before);
  });

  for (const [what, sent, code] of [
    ['a close', frame(closing, Buffer.of(0x0f, 0xa1)), 4001],
    ['a frame that is not masked', Buffer.of(binary, 1, 5), 1006],
    ['a frame that says it is compressed', frame(0xc2, Buffer.of(1)), 1006],
    ['a frame that is too large', frame(binary, new Uint8Array(1001)), 1006],
    ['a ping that is too long', frame(ping, new Uint8Array(126)), 1006],
  ] as const) {
    it(`[RL38] ${what} is judged by ws`, async () => {
      const { client, ours, until } = await connected();
      const closed = new Promise((resolve) => ours.on('close', resolve));
      client.write(Buffer.concat([frame(binary, Buffer.of(3)), sent]));
      client.resume();
      assert.equal(await closed, code);
      assert.deepEqual(await until(1), [[3]]);
    });
  }
});
