import { createHash, randomBytes } from 'node:crypto';

/** A new secret that cannot be guessed: 256 random bits, URL-safe, 43 characters. */
export type NewSecret = () => string;
export const randomSecret: NewSecret = () => randomBytes(32).toString('base64url');

/** What is stored of a secret of 256 random bits: such a one needs no salt and no slow hash. */
export const fingerprint = (secret: string): string => createHash('sha256').update(secret).digest('base64url');
