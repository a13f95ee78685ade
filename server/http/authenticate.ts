import type { Caller } from './caller.ts';
import { problem } from './problems.ts';

/** Who the token speaks for; null when it is not valid, or no longer. */
export type Authenticate = (token: string) => Promise<Caller | null>;

const challenge = (error = ''): { headers: Record<string, string> } => ({
  headers: { 'WWW-Authenticate': `Bearer realm="octothorpe"${error}` },
});

/**
 * Reads `Authorization: Bearer …` (RFC 6750). A public route may be called without a token, but never with a wrong one:
 * the answer to a stranger would look like the answer to the caller.
 * @throws Problem 401
 */
export const callerFrom = async (
  header: string | undefined,
  auth: 'public' | 'player',
  authenticate: Authenticate,
): Promise<Caller | null> => {
  const token = /^bearer +(\S+) *$/i.exec(header ?? '')?.[1];
  const attempted = /^bearer\b/i.test(header ?? '');
  if (token === undefined && !attempted) {
    if (auth === 'public') return null;
    throw problem('auth/no-token', challenge());
  }
  const caller = token === undefined || token.length > 4096 ? null : await authenticate(token);
  if (caller === null) throw problem('auth/invalid-token', challenge(', error="invalid_token"'));
  return caller;
};
