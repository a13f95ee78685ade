import { accept, type Result, refuse } from '../../shared/kernel/result.ts';
import type { Tokens } from '../../shared/protocol/accounts.ts';
import type { StandingOf } from './authenticate.ts';
import { sessionLifeMs, tokensOf } from './begin-session.ts';
import type { KeyRing } from './key-ring.ts';
import { isGenuine, parseRefreshToken, type RefreshToken } from './refresh-token.ts';
import type { Session, SessionStore } from './session-store.ts';

/** How long after a rotation the token before it still gets the same answer, for those who lost the first one. */
const retryMs = 30_000;

export interface SessionReport {
  /** An old refresh token came back: it was stolen, or its thief was robbed. The session was ended. */
  refreshTokenReused(player: string, session: string): void;
}

interface FindNeeds {
  readonly sessions: Pick<SessionStore, 'find'>;
  readonly now: () => number;
}

/** The live session that issued the token, at whatever generation. */
export const sessionOf = async ({ sessions, now }: FindNeeds, token: RefreshToken | null): Promise<Session | null> => {
  const session = token && (await sessions.find(token.session));
  if (!session || session.expiresAt <= now() || !isGenuine(token, session)) return null;
  return session;
};

type Meaning = 'current' | 'lost' | 'reused';

const meaningOf = (token: RefreshToken, session: Session, now: number): Meaning => {
  if (token.generation === session.generation) return 'current';
  const justBefore = token.generation === session.generation - 1;
  return justBefore && now - session.rotatedAt <= retryMs ? 'lost' : 'reused';
};

interface Needs extends FindNeeds {
  readonly sessions: Pick<SessionStore, 'find' | 'rotate' | 'remove'>;
  readonly keys: Pick<KeyRing, 'sign'>;
  readonly standingOf: StandingOf;
  readonly report: SessionReport;
}

const invalid = refuse('auth/invalid-refresh-token' as const);

export type RefreshSession = (token: string) => Promise<Result<Tokens, 'auth/invalid-refresh-token'>>;

/**
 * Fresh tokens for a refresh token, which is thereby spent. Spent within the last 30 s it gets the same refresh token
 * again, since the first answer may have been lost or two tabs asked at once; spent earlier, it ends the session.
 */
export const refreshSession = (needs: Needs): RefreshSession => {
  const { sessions, report, now } = needs;
  const refresh: RefreshSession = async (text) => {
    const token = parseRefreshToken(text);
    const session = await sessionOf(needs, token);
    if (!token || !session) return invalid;
    const meaning = meaningOf(token, session, now());
    if (meaning === 'reused') {
      await sessions.remove(session.id);
      report.refreshTokenReused(session.player, session.id);
      return invalid;
    }
    const generation = token.generation + 1;
    // Two uses at once: the second finds the generation moved on and gets the answer of a lost one.
    if (meaning === 'current' && !(await sessions.rotate(session.id, generation, now(), now() + sessionLifeMs)))
      return refresh(text);
    const tokens = await tokensOf(needs)(session, token.family, generation);
    return tokens ? accept(tokens) : invalid;
  };
  return refresh;
};
