import type { Socket } from 'node:net';
import { WebSocket } from 'ws';

/** What `ws` has no other way to: the connection under a WebSocket, null once it is gone. */
interface Internals {
  readonly _socket: Socket | null;
}

type Payload = Parameters<WebSocket['send']>[0];
type Options = Exclude<Parameters<WebSocket['send']>[1], undefined>;
type Done = (error?: Error) => void;
/** The same as a socket has it, which says null for none. */
type Written = Extract<Parameters<Socket['write']>[1], (...said: never[]) => void>;

/** Connections that hold back what was sent to them in this turn of the event loop. */
let holding: Socket[] = [];
/** What was sent last in this turn, and its frame: a patch goes to everyone in a room. */
let last: { readonly payload: Uint8Array; readonly frame: Buffer } | undefined;

const release = (): void => {
  const sockets = holding;
  holding = [];
  last = undefined;
  for (const socket of sockets) socket.uncork();
};

const hold = (socket: Socket): void => {
  if (socket.writableCorked > 0) return;
  if (holding.length === 0) process.nextTick(release);
  holding.push(socket);
  socket.cork();
};

/** One whole binary message, unmasked (RFC 6455, 5.2): how long it is stands in 7, 16 or 64 bits. */
const framed = (payload: Uint8Array): Buffer => {
  const size = payload.length;
  const head = size < 126 ? 2 : size < 65_536 ? 4 : 10;
  const frame = Buffer.allocUnsafe(head + size);
  frame[0] = 0x82;
  if (head === 2) frame[1] = size;
  if (head === 4) {
    frame[1] = 126;
    frame.writeUInt16BE(size, 2);
  }
  if (head === 10) {
    frame[1] = 127;
    frame.writeBigUInt64BE(BigInt(size), 2);
  }
  frame.set(payload, head);
  return frame;
};

const frameOf = (payload: Uint8Array): Buffer => {
  if (last?.payload !== payload) last = { payload, frame: framed(payload) };
  return last.frame;
};

/**
 * A WebSocket of a client, sparing where a move is dear. What is sent in one turn of the event loop leaves in one system call:
 * whoever moves gets the answer and the patch together. And a patch is framed once for all whom it is sent to. Such messages
 * are never compressed, so nothing of `ws` waits to be sent before them.
 */
export class GameSocket extends WebSocket {
  override send(payload: Payload, options?: Options | Done, done?: Done): void {
    const socket = (this as unknown as Internals)._socket;
    if (typeof options === 'function') this.send(payload, {}, options);
    else if (payload instanceof Uint8Array && socket && this.readyState === WebSocket.OPEN) {
      hold(socket);
      socket.write(frameOf(payload), done as Written);
    } else super.send(payload, options ?? {}, done);
  }
}
