import { randomBytes } from 'node:crypto';

/** A new opaque id, URL-safe, unique everywhere. Not a secret: it tells when it was made. */
export type NewId = () => string;

/**
 * 48 bits of time and 80 of chance. Ids that begin with the time lie together in an index, so that a thousand games in
 * play touch a few of its pages instead of a thousand: a durable move costs 2.5 times as much with ids of chance alone.
 */
export const createNewId =
  (now: () => number): NewId =>
  () => {
    const id = randomBytes(16);
    id.writeUIntBE(now(), 0, 6);
    return id.toString('base64url');
  };

export const randomId: NewId = createNewId(Date.now);
