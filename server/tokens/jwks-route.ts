import { z } from 'zod';
import { type Route, route } from '../http/route.ts';
import type { KeyRing } from './key-ring.ts';

const keySet = z.strictObject({ keys: z.array(z.looseObject({ kid: z.string(), kty: z.string(), alg: z.string() })) });

/** The public keys that tokens of this installation are verified with (RFC 7517). */
export const jwksRoute = (keys: Pick<KeyRing, 'jwks'>): Route =>
  route({
    method: 'get',
    path: '/.well-known/jwks.json',
    summary: 'Public keys of the tokens',
    tag: 'Authentication',
    auth: 'public',
    answers: { status: 200, schema: keySet },
    handle: async () => ({ status: 200, body: keys.jwks(), headers: { 'Cache-Control': 'public, max-age=300' } }),
  });
