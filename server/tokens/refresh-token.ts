import { createHmac, timingSafeEqual } from 'node:crypto';
import { fingerprint } from '../secrets.ts';
import type { Session } from './session-store.ts';

/**
 * `session.family.generation.seal`. The family's secret (256 bits) is only in the tokens, the chain key that seals a
 * generation only in the store. So a copy of the store holds no token; an old token cannot be turned into a newer one;
 * any genuine token of a family is known for what it is, however old; and a generation has exactly one token, so that
 * whoever lost an answer can be given it again.
 */
export interface RefreshToken {
  readonly session: string;
  readonly family: string;
  readonly generation: number;
  readonly seal: string;
}

const shape = /^([\w-]{1,64})\.([\w-]{43})\.(\d{1,9})\.([\w-]{43})$/;

const sealOf = (chainKey: string, family: string, generation: number): string =>
  createHmac('sha256', chainKey).update(`${family}.${generation}`).digest('base64url');

export const parseRefreshToken = (text: string): RefreshToken | null => {
  const [, session, family, generation, seal] = shape.exec(text) ?? [];
  if (!session || !family || !generation || !seal) return null;
  return { session, family, generation: Number(generation), seal };
};

export const writeRefreshToken = (
  session: Pick<Session, 'id' | 'chainKey'>,
  family: string,
  generation: number,
): string => `${session.id}.${family}.${generation}.${sealOf(session.chainKey, family, generation)}`;

const same = (one: string, other: string): boolean => timingSafeEqual(Buffer.from(one), Buffer.from(other));

/** Whether the server issued this token for this session, now or in the past. */
export const isGenuine = (token: RefreshToken, session: Session): boolean =>
  same(fingerprint(token.family), session.familyHash) &&
  same(sealOf(session.chainKey, token.family, token.generation), token.seal) &&
  token.generation <= session.generation;
