import { Protocol } from '@colyseus/core';
import { decode } from '@colyseus/schema';
import { unpack } from 'msgpackr';
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

const ofConnection: ReadonlySet<number | undefined> = new Set([Protocol.JOIN_ROOM, Protocol.PING, Protocol.LEAVE_ROOM]);
const asking: ReadonlySet<number | undefined> = new Set([
  Protocol.ROOM_DATA,
  Protocol.ROOM_DATA_BYTES,
  Protocol.ROOM_REQUEST,
]);

/** Whether a frame is of the connection itself, and nothing to the room. Colyseus would pass over three bits of its first byte. */
export const isOfConnection = ({ 0: code }: Uint8Array): boolean => ofConnection.has(code);

/** What somebody asks of a room. */
export interface Asked {
  /** The number under which it is to be answered; undefined for a message, to which nobody expects an answer. */
  readonly request: number | undefined;
  readonly type: string;
  /** Undefined when there is none, or bytes. */
  readonly body: unknown;
}

/** A body that was read, one that is broken off as none; undefined when it is nested too deep or holds what JSON has not. */
const readBody = (frame: Buffer, from: number): { readonly body: unknown } | undefined => {
  if (from === frame.length || frame[0] === Protocol.ROOM_DATA_BYTES) return { body: undefined };
  if (!hasPlainBody(frame, from)) return undefined;
  try {
    return { body: unpack(frame.subarray(from)) };
  } catch {
    return { body: undefined };
  }
};

/**
 * Reads a message or request: its number, its type in plain letters, and its body. Undefined when it is neither.
 * Colyseus reads the head without looking, outside any try, and prints what it cannot read.
 */
export const readAsked = (frame: Buffer): Asked | undefined => {
  if (!asking.has(frame[0])) return undefined;
  const isRequest = frame[0] === Protocol.ROOM_REQUEST;
  const [from, to] = stringAt(frame, 1 + (isRequest ? widthOfNumber(frame[1]) : 0));
  if (!(to <= frame.length) || !isAscii(frame, from, to)) return undefined;
  const read = readBody(frame, to);
  if (!read) return undefined;
  const request = isRequest ? decode.number(frame, { offset: 1 }) : undefined;
  return { request, type: frame.toString('latin1', from, to), body: read.body };
};
