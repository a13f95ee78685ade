import type { Socket } from 'node:net';
import { WebSocket } from 'ws';

/** What `ws` has no other way to: the connection under a WebSocket, null once it is gone. */
interface Internals {
  readonly _socket: Socket | null;
}

type Payload = Parameters<WebSocket['send']>[0];
type Options = Exclude<Parameters<WebSocket['send']>[1], undefined>;
type Done = (error?: Error) => void;

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

/** A socket that holds what it is to send. */
interface Holding {
  release(): void;
}

/** Lets go at the end of the turn of what sockets hold, and frames once what goes to many. */
const createTurn = () => {
  let holding: Holding[] = [];
  let last: { readonly payload: Uint8Array; readonly frame: Buffer } | undefined;

  const end = (): void => {
    const sockets = holding;
    holding = [];
    last = undefined;
    for (const socket of sockets) socket.release();
  };
  return {
    holds: (socket: Holding): void => {
      if (holding.push(socket) === 1) process.nextTick(end);
    },
    frameOf: (payload: Uint8Array): Buffer => {
      if (last?.payload !== payload) last = { payload, frame: framed(payload) };
      return last.frame;
    },
  };
};

/** Colyseus sends nothing else; who sends in parts says so with each. */
const isPlain = ({ binary, fin, compress }: Options): boolean => binary !== false && fin === undefined && !compress;

const together = (frames: readonly Buffer[]): Buffer => (frames.length === 1 ? frames[0]! : Buffer.concat(frames));

/**
 * The class of clients' WebSockets, sparing where a move is dear. What is sent in one go leaves in one system call: whoever
 * moves gets the answer and the patch together. And a patch is framed once for all whom it is sent to, so what was sent may not
 * be changed before `process.nextTick`. Such messages are never compressed, so nothing of `ws` waits to be sent before them.
 */
export const createGameSocket = (): typeof WebSocket => {
  const turn = createTurn();
  return class GameSocket extends WebSocket implements Holding {
    #frames: Buffer[] = [];
    #done: Done[] = [];

    override send(payload: Payload, options: Options | Done = {}, done?: Done): void {
      if (typeof options === 'function') this.send(payload, {}, options);
      else if (payload instanceof Uint8Array && isPlain(options) && this.readyState === WebSocket.OPEN) {
        if (this.#frames.push(turn.frameOf(payload)) === 1) turn.holds(this);
        if (done) this.#done.push(done);
      } else {
        this.release();
        super.send(payload, options, done);
      }
    }

    override close(code?: number, reason?: string | Buffer): void {
      this.release();
      super.close(code, reason);
    }

    release(): void {
      if (this.#frames.length === 0) return;
      const [frames, done] = [this.#frames, this.#done];
      this.#frames = [];
      if (done.length > 0) this.#done = [];
      const tell = (error?: Error | null): void => {
        for (const each of done) each(error ?? undefined);
      };
      const socket = (this as unknown as Internals)._socket;
      if (socket?.writable) socket.write(together(frames), done.length > 0 ? tell : undefined);
      else if (done.length > 0) process.nextTick(tell, new Error('the connection is gone'));
    }
  };
};
