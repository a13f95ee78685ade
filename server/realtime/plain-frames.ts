import type { Socket } from 'node:net';
import type { WebSocket } from 'ws';

/** First bytes of whole frames (RFC 6455, 5.2): a binary message, a ping, a pong. */
const [binary, ping, pong] = [0x82, 0x89, 0x8a];
const masked = 0x80;
const maskLength = 4;
/** The longest that a ping or pong may be; longer messages say their length in two bytes more, which this stands for. */
const [longest, inTwoBytes] = [125, 126];

/** Where a frame's payload begins and ends. */
interface Extent {
  readonly from: number;
  readonly to: number;
}

/** Of the masked frame that begins at `at`; undefined when it is not all there, or longer than 65,535 bytes. */
const extentOf = (chunk: Buffer, at: number): Extent | undefined => {
  if (chunk.length < at + 2 + maskLength) return undefined;
  const said = chunk[at + 1]! - masked;
  if (said < 0 || said > inTwoBytes) return undefined;
  const from = at + 2 + maskLength + (said === inTwoBytes ? 2 : 0);
  const to = from + (said === inTwoBytes ? chunk.readUInt16BE(at + 2) : said);
  return to <= chunk.length ? { from, to } : undefined;
};

/** The payload, unmasked where it lies. */
const payloadOf = (chunk: Buffer, { from, to }: Extent): Buffer => {
  const payload = chunk.subarray(from, to);
  const mask = from - maskLength;
  for (let index = 0; index < payload.length; index += 1) payload[index]! ^= chunk[mask + (index & 3)]!;
  return payload;
};

/**
 * Reads the frames of a client that are as nearly all are, binary messages in one piece of at most `mostBytes`, before `ws`,
 * whose reader costs several times as much for them. Pings and pongs are given to `ws`, and everything from the first frame on that
 * is of another kind or not all there. To be called before anything has arrived on the connection. Leaves all to `ws` where
 * somebody else listens to the connection's data, too.
 */
export const readPlainFrames = (webSocket: WebSocket, connection: Socket, mostBytes: number): void => {
  const [theirs, ...others] = connection.listeners('data') as ((chunk: Buffer) => void)[];
  if (!theirs || others.length > 0) return;

  const give = (chunk: Buffer): void => theirs.call(connection, chunk);
  /** Reads what begins at `at`; gives where it ends, or undefined when it is for `ws`, and all that follows. */
  const readAt = (chunk: Buffer, at: number): number | undefined => {
    const extent = extentOf(chunk, at);
    if (!extent) return undefined;
    const first = chunk[at];
    const length = extent.to - extent.from;
    if (first === binary && length <= mostBytes) webSocket.emit('message', payloadOf(chunk, extent), true);
    else if ((first === ping || first === pong) && length <= longest) give(chunk.subarray(at, extent.to));
    else return undefined;
    return extent.to;
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
