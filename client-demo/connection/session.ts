import type { Tokens } from '../../shared/protocol/accounts.ts';
import { ApiProblem, isPassing } from './problem.ts';
import type { Exclusive, SessionStore, StoredSession } from './session-store.ts';
import type { Timing } from './timing.ts';

export interface SessionPorts {
  readonly store: SessionStore;
  readonly exclusive: Exclusive;
  readonly timing: Timing;
  /** POST /v1/auth/refresh. */
  readonly refresh: (refreshToken: string) => Promise<Tokens>;
  /** For bots: signs in anew when the refresh token is refused. Null where only a person could. */
  readonly signInAgain: (() => Promise<Tokens>) | null;
  /** Called when the session has ended without being asked to. */
  readonly onEnded: () => void;
}

export interface Session {
  /** An access token with some life left, renewed where needed; null when nobody is signed in. */
  accessToken(): Promise<string | null>;
  /** A token other than `rejected`, which the server has refused. */
  renewed(rejected: string): Promise<string | null>;
  begin(tokens: Tokens): void;
  end(): void;
  refreshToken(): string | null;
}

/** Renew this long before the end, so that a token does not expire on its way. */
const marginMs = 30_000;

/**
 * The access token's life. The refresh token is used once and rotated, and using an old one revokes the whole family: so only one
 * renewal runs at a time in this program (single flight) and among those who share the store (`exclusive`), and the store is read
 * again inside: another tab may have renewed meanwhile.
 */
export const createSession = (ports: SessionPorts): Session => {
  const { store, timing } = ports;
  let renewing: Promise<string | null> | null = null;

  const begin = (tokens: Tokens): StoredSession => {
    const session = {
      accessToken: tokens.access_token,
      refreshToken: tokens.refresh_token,
      expiresAt: timing.now() + tokens.expires_in * 1_000,
    };
    store.write(session);
    return session;
  };
  const isFresh = (session: StoredSession): boolean => session.expiresAt - timing.now() > marginMs;

  const lost = async (used: StoredSession): Promise<string | null> => {
    const stored = store.read();
    if (stored && stored.refreshToken !== used.refreshToken) return stored.accessToken;
    if (ports.signInAgain) return begin(await ports.signInAgain()).accessToken;
    store.write(null);
    ports.onEnded();
    return null;
  };

  const renew = (rejected: string | null): Promise<string | null> =>
    ports.exclusive(async () => {
      const stored = store.read();
      if (!stored) return null;
      if (stored.accessToken !== rejected && isFresh(stored)) return stored.accessToken;
      try {
        return begin(await ports.refresh(stored.refreshToken)).accessToken;
      } catch (error) {
        if (isPassing(error) || !(error instanceof ApiProblem)) throw error;
        return await lost(stored);
      }
    });

  const renewOnce = (rejected: string | null): Promise<string | null> => {
    renewing ??= renew(rejected).finally(() => {
      renewing = null;
    });
    return renewing;
  };

  return {
    async accessToken() {
      const stored = store.read();
      if (!stored) return null;
      return isFresh(stored) ? stored.accessToken : await renewOnce(null);
    },
    renewed: renewOnce,
    begin,
    end: () => store.write(null),
    refreshToken: () => store.read()?.refreshToken ?? null,
  };
};
