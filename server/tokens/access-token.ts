import type { PlayerId } from '../../shared/kernel/ids.ts';
import { playerId } from '../../shared/kernel/ids.ts';
import type { KeyRing, Use } from './key-ring.ts';

/** Seconds. */
export const accessTokenLife = 15 * 60;
const use: Use = { audience: 'api', type: 'at+jwt' };

export interface AccessClaims {
  readonly player: PlayerId;
  readonly session: string;
}

/** `email_verified` is what was true when it was issued; what the server allows, it asks the store. */
export const issueAccessToken = (
  keys: Pick<KeyRing, 'sign'>,
  { player, session, verified }: AccessClaims & { readonly verified: boolean },
): Promise<string> => keys.sign({ sub: player, sid: session, email_verified: verified }, use, accessTokenLife);

/** Null when it is not an access token of this installation, or has expired. Revocation is not looked at. */
export const readAccessToken = async (keys: Pick<KeyRing, 'verify'>, token: string): Promise<AccessClaims | null> => {
  const claims = await keys.verify(token, use);
  if (typeof claims?.sub !== 'string' || typeof claims.sid !== 'string') return null;
  return { player: playerId(claims.sub), session: claims.sid };
};
