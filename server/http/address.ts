import { isIP } from 'node:net';
import type { Request } from 'express';

export const unmapped = (address: string): string => address.replace(/^::ffff:(?=\d+\.\d+\.\d+\.\d+$)/i, '');

/** The client's address; behind a trusted proxy the forwarded one, unless that is no address at all. */
export const clientAddress = (request: Request): string => {
  const forwarded = unmapped(request.ip ?? '');
  return isIP(forwarded) === 0 ? unmapped(request.socket.remoteAddress ?? 'unknown') : forwarded;
};

const groups = (address: string): string[] => {
  const [head = '', tail] = address.split('%')[0]!.split('::');
  const before = head === '' ? [] : head.split(':');
  const after = tail === undefined || tail === '' ? [] : tail.split(':');
  return tail === undefined
    ? before
    : [...before, ...Array(Math.max(0, 8 - before.length - after.length)).fill('0'), ...after];
};

/** What limits count by: an IPv4 address, or the /64 of an IPv6 one, which is what one household or host is given. */
export const limitKey = (address: string): string =>
  isIP(address) === 6
    ? `${groups(address)
        .slice(0, 4)
        .map((group) => Number.parseInt(group, 16).toString(16))
        .join(':')}::/64`
    : address;

const forwardingHeaders = ['forwarded', 'via', 'x-forwarded-for', 'x-forwarded-host', 'x-forwarded-proto', 'x-real-ip'];
const localHosts = /^(localhost|127(\.\d+){3}|\[::1\])(:\d+)?$/i;

/**
 * Whether a process of this machine asks for itself. A proxy on the same machine also connects from loopback, so a
 * request that says it was forwarded does not count, nor one that was addressed to another name than this machine's own.
 */
export const isLoopback = ({ socket, headers }: Request): boolean => {
  const peer = unmapped(socket.remoteAddress ?? '');
  const local = peer === '::1' || peer.startsWith('127.');
  return local && localHosts.test(headers.host ?? '') && !forwardingHeaders.some((name) => name in headers);
};
