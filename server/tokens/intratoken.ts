import type { GameId, PlayerId } from '../../shared/kernel/ids.ts';
import { playerId } from '../../shared/kernel/ids.ts';
import { accept, type Result, refuse } from '../../shared/kernel/result.ts';
import type { Caller } from '../http/caller.ts';
import type { NewId } from '../ids.ts';
import type { KeyRing, Use } from './key-ring.ts';
import type { SessionStore } from './session-store.ts';
import type { UsedTokens } from './used-tokens.ts';

/** Seconds in which an intratoken must be used to join. */
const intratokenLife = 60;

type IntratokenRole = 'player' | 'spectator';

export interface IntratokenGrant {
  readonly game: GameId;
  readonly caller: Pick<Caller, 'player' | 'session' | 'verified'>;
  readonly role: IntratokenRole;
  /** The key of the seat, such as `x0`; null for spectators. */
  readonly seat: string | null;
}

/** Who joins by an intratoken. */
export interface IntratokenBearer {
  readonly player: PlayerId;
  readonly name: string;
  readonly role: IntratokenRole;
  readonly seat: string | null;
  /** The login session that asked for it. */
  readonly session: string;
}

export type IntratokenRefusal = 'room/invalid-token' | 'room/token-used';

const useFor = (game: GameId): Use => ({ audience: `game:${game}`, type: 'intra+jwt' });

interface IssueNeeds {
  readonly keys: Pick<KeyRing, 'sign'>;
  readonly newId: NewId;
}

/** Signs the right to join one game once. Whether the caller has that right, the caller of this has decided. */
export const issueIntratoken =
  ({ keys, newId }: IssueNeeds) =>
  async ({ game, caller, role, seat }: IntratokenGrant): Promise<{ token: string; expiresIn: number }> => {
    const claims = {
      sub: caller.player,
      sid: caller.session,
      jti: newId(),
      role,
      seat,
      email_verified: caller.verified,
    };
    return { token: await keys.sign(claims, useFor(game), intratokenLife), expiresIn: intratokenLife };
  };

interface VerifyNeeds {
  readonly keys: Pick<KeyRing, 'verify'>;
  readonly sessions: Pick<SessionStore, 'find'>;
  readonly usedTokens: Pick<UsedTokens, 'use'>;
  readonly nameOf: (player: PlayerId) => Promise<string>;
  readonly now: () => number;
}

interface Claims extends Omit<IntratokenBearer, 'name'> {
  readonly jti: string;
  /** Seconds since the epoch. */
  readonly expires: number;
}

const claimsOf = (claims: Readonly<Record<string, unknown>>): Claims | null => {
  const { sub, sid, jti, role, seat, exp } = claims;
  if (typeof sub !== 'string' || typeof sid !== 'string' || typeof jti !== 'string' || typeof exp !== 'number')
    return null;
  if (role !== 'player' && role !== 'spectator') return null;
  if (seat !== null && typeof seat !== 'string') return null;
  return { player: playerId(sub), session: sid, jti, role, seat, expires: exp };
};

/**
 * Who may join this game with this token; each token opens it once, also across restarts. A token whose login session
 * has ended since opens nothing.
 */
export const verifyIntratoken =
  ({ keys, sessions, usedTokens, nameOf, now }: VerifyNeeds) =>
  async (token: string, game: GameId): Promise<Result<IntratokenBearer, IntratokenRefusal>> => {
    const claims = claimsOf((await keys.verify(token, useFor(game))) ?? {});
    if (!claims) return refuse('room/invalid-token');
    const session = await sessions.find(claims.session);
    if (session?.player !== claims.player || session.expiresAt <= now()) return refuse('room/invalid-token');
    // Kept a minute longer than the token lives, for clocks that differ.
    if (!(await usedTokens.use(claims.jti, claims.expires * 1000 + 60_000))) return refuse('room/token-used');
    const { player, role, seat } = claims;
    return accept({ player, name: await nameOf(player), role, seat, session: session.id });
  };
