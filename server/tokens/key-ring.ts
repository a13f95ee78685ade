import { errors, type JWK, type JWTPayload, type JWTVerifyOptions, jwtVerify, SignJWT } from 'jose';
import type { KeyStore } from './key-store.ts';
import { algorithm, type LoadedKeys, loadKeys } from './loaded-keys.ts';

const clockToleranceS = 5;

/** What a token is for; both must be asked for to verify it. */
export interface Use {
  readonly audience: string;
  /** The `typ` header, so that one kind of token is never taken for another. */
  readonly type: string;
}

export interface KeyRing {
  /** A signed JWT of the claims; adds `iss`, `aud`, `iat`, `exp`. */
  sign(claims: JWTPayload, use: Use, lifeS: number): Promise<string>;
  /** The claims of a token that this installation signed for this use and that has not expired; null for any other. */
  verify(token: string, use: Use): Promise<JWTPayload | null>;
  /** The public keys (RFC 7517). */
  jwks(): { readonly keys: readonly JWK[] };
  /** Makes a new key when the newest is older than 30 days; drops those whose last token has expired. */
  rotate(): Promise<void>;
  /** Reads the keys anew, of which another process may have made and dropped some; well within the 10 minutes before a new one signs. */
  reload(): Promise<void>;
}

interface Needs {
  readonly store: KeyStore;
  /** The public URL. */
  readonly issuer: () => string;
  /** Ms since the epoch. */
  readonly now: () => number;
}

const signWith =
  (keys: LoadedKeys, { issuer, now }: Needs): KeyRing['sign'] =>
  (claims, { audience, type }, lifeS) => {
    const { stored, privateKey } = keys.signing();
    const issuedAt = Math.floor(now() / 1000);
    return new SignJWT({ ...claims, iss: issuer(), aud: audience, iat: issuedAt, exp: issuedAt + lifeS })
      .setProtectedHeader({ alg: algorithm, kid: stored.kid, typ: type })
      .sign(privateKey);
  };

const verifyWith =
  (keys: LoadedKeys, { issuer, now }: Needs): KeyRing['verify'] =>
  async (token, { audience, type }) => {
    const options: JWTVerifyOptions = {
      algorithms: [algorithm],
      issuer: issuer(),
      audience,
      typ: type,
      clockTolerance: clockToleranceS,
      currentDate: new Date(now()),
      requiredClaims: ['sub', 'iat', 'exp'],
    };
    const keyFor = async ({ kid }: { kid?: string }) => {
      const key = await keys.find(kid);
      if (!key) throw new errors.JWKSNoMatchingKey();
      return key.publicKey;
    };
    try {
      return (await jwtVerify(token, keyFor, options)).payload;
    } catch (error) {
      if (error instanceof errors.JOSEError) return null;
      throw error;
    }
  };

/** Loads the keys, makes the first one where there is none, and keeps what signs and verifies in memory. */
export const openKeyRing = async (needs: Needs): Promise<KeyRing> => {
  const keys = await loadKeys(needs.store, needs.now);
  return {
    sign: signWith(keys, needs),
    verify: verifyWith(keys, needs),
    rotate: keys.rotate,
    reload: keys.reload,
    jwks: () => ({
      keys: keys.all().map(({ stored }) => ({ ...stored.publicJwk, kid: stored.kid, alg: algorithm, use: 'sig' })),
    }),
  };
};
