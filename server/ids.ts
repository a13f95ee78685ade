import { randomBytes } from 'node:crypto';

/** A new opaque id: 96 random bits, URL-safe. */
export type NewId = () => string;
export const randomId: NewId = () => randomBytes(12).toString('base64url');
