import type { Socket } from 'node:net';
import type { WebSocket } from 'ws';

/** First bytes of whole frames (RFC 6455, 5.2): a binary message, a ping, a pong. */
const binary = 0x82;
const short: ReadonlySet<number | undefined> = new Set([binary, 0x89, 0x8a]);
/** With the bit that says that it is masked, and the mask after it, a frame below 126 bytes has a head of so many. */
const headLength = 6;
const masked = 0x80;
const longest = 125;

/** Where the short frame ends that begins at `at`; undefined when it is not all there, or is of another kind. */
const endOf = (chunk: Uint8Array, at: number): number | undefined => {
  const length = (chunk[at + 1] ?? 0) - masked;
  const end = at + headLength + length;
  return length >= 0 && length <= longest && end <= chunk.length ? end : undefined;
};

/** The payload of such a frame, unmasked where it lies. */
const payloadOf = (chunk: Buffer, at: number, end: number): Buffer => {
  const payload = chunk.subarray(at + headLength, end);
  const mask = at + 2;
  for (let index = 0; index < payload.length; index += 1) payload[index]! ^= chunk[mask + (index & 3)]!;
  return payload;
};

/**
 * Reads the frames of a client that are as nearly all are, short binary messages in one piece, before `ws`, whose reader costs
 * several times as much for them. Pings and pongs are given to `ws`, and everything from the first frame on that is of another
 * kind or not all there. To be called before anything has arrived on the connection.
 */
export const readPlainFrames = (webSocket: WebSocket, connection: Socket): void => {
  const [theirs, ...others] = connection.listeners('data') as ((chunk: Buffer) => void)[];
  if (!theirs || others.length > 0) throw new Error('ws listens to the data of a connection once');

  const give = (chunk: Buffer): void => theirs.call(connection, chunk);
  /** Reads what begins at `at`; gives where it ends, or undefined when it is for `ws`, and all that follows. */
  const readAt = (chunk: Buffer, at: number): number | undefined => {
    const end = endOf(chunk, at);
    const first = chunk[at];
    if (end === undefined || !short.has(first)) return undefined;
    if (first === binary) webSocket.emit('message', payloadOf(chunk, at, end), true);
    else give(chunk.subarray(at, end));
    return end;
  };
  const read = (chunk: Buffer): void => {
    for (let at = 0; at < chunk.length; ) {
      const end = readAt(chunk, at);
      if (end === undefined) {
        connection.off('data', read);
        connection.on('data', theirs);
        give(chunk.subarray(at));
        return;
      }
      at = end;
    }
  };
  connection.off('data', theirs);
  connection.on('data', read);
};
