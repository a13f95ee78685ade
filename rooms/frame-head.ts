import { Protocol } from '@colyseus/core';
import { hasPlainBody } from './frame-body.ts';

/** Bytes of a number by its first byte, for the widths that the SDK gives to a request's id (MessagePack: uint 8, 16, 32). */
const widths: Readonly<Record<number, number>> = { 204: 2, 205: 3, 206: 5 };
const widthOfNumber = (first = 0xff): number => (first < 0x80 ? 1 : (widths[first] ?? Number.NaN));

/** Where a short string starts and ends (MessagePack: fixstr, str 8). */
const stringAt = (frame: Uint8Array, at: number): readonly [from: number, to: number] => {
  const first = frame[at] ?? 0;
  if (first >= 0xa0 && first <= 0xbf) return [at + 1, at + 1 + (first & 0x1f)];
  return first === 0xd9 ? [at + 2, at + 2 + (frame[at + 1] ?? Number.NaN)] : [Number.NaN, Number.NaN];
};

const isAscii = (frame: Uint8Array, from: number, to: number): boolean => {
  for (let at = from; at < to; at += 1) if (frame[at]! > 0x7e || frame[at]! < 0x20) return false;
  return true;
};

/** Whether a frame is a message or a request to the room, and not of the connection itself. */
export const asksSomething = ({ 0: code }: Uint8Array): boolean =>
  code === Protocol.ROOM_DATA || code === Protocol.ROOM_DATA_BYTES || code === Protocol.ROOM_REQUEST;

const isBytes = ({ 0: code }: Uint8Array): boolean => code === Protocol.ROOM_DATA_BYTES;

/**
 * Whether the head of a message or request says what it is: a type in plain letters, all there. Colyseus reads the head
 * without looking, and prints what it cannot read. What follows is a plain body, or bytes.
 */
export const isSoundFrame = (frame: Uint8Array): boolean => {
  if (!asksSomething(frame)) return true;
  const [from, to] = stringAt(frame, 1 + (frame[0] === Protocol.ROOM_REQUEST ? widthOfNumber(frame[1]) : 0));
  return to <= frame.length && isAscii(frame, from, to) && (isBytes(frame) || hasPlainBody(frame, to));
};
