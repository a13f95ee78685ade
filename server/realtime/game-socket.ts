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

/** Writes to sockets so that what comes in one go leaves together, and what goes to many is framed once. */
const createGathering = () => {
  let holding: Socket[] = [];
  let last: { readonly payload: Uint8Array; readonly frame: Buffer } | undefined;
  let isPlanned = false;

  const release = (): void => {
    const sockets = holding;
    holding = [];
    last = undefined;
    isPlanned = false;
    for (const socket of sockets) socket.uncork();
  };
  const frameOf = (payload: Uint8Array): Buffer => {
    if (last?.payload !== payload) last = { payload, frame: framed(payload) };
    return last.frame;
  };
  return (socket: Socket, payload: Uint8Array, done: Done | undefined): void => {
    if (!isPlanned) process.nextTick(release);
    isPlanned = true;
    if (socket.writableCorked === 0) {
      holding.push(socket);
      socket.cork();
    }
    socket.write(frameOf(payload), done as Written);
  };
};

/** Colyseus sends nothing else; who sends in parts says so with each. */
const isPlain = ({ binary, fin, compress }: Options): boolean => binary !== false && fin === undefined && !compress;

/**
 * The class of clients' WebSockets, sparing where a move is dear. What is sent in one go leaves in one system call: whoever
 * moves gets the answer and the patch together. And a patch is framed once for all whom it is sent to, so what was sent may not
 * be changed before `process.nextTick`. Such messages are never compressed, so nothing of `ws` waits to be sent before them.
 */
export const createGameSocket = (): typeof WebSocket => {
  const write = createGathering();
  return class GameSocket extends WebSocket {
    override send(payload: Payload, options: Options | Done = {}, done?: Done): void {
      const socket = (this as unknown as Internals)._socket;
      if (typeof options === 'function') this.send(payload, {}, options);
      else if (payload instanceof Uint8Array && isPlain(options) && socket && this.readyState === WebSocket.OPEN)
        write(socket, payload, done);
      else super.send(payload, options, done);
    }
  };
};
