import type { PlayerId } from '../../shared/kernel/ids.ts';
import { accept, type Result, refuse } from '../../shared/kernel/result.ts';
import { sessionOf } from './refresh-session.ts';
import { parseRefreshToken } from './refresh-token.ts';
import type { Session, SessionStore } from './session-store.ts';

interface Needs {
  readonly sessions: Pick<SessionStore, 'find' | 'remove'>;
  readonly now: () => number;
}

/** Logs out by any refresh token of the session; any other token does nothing. */
export const endSession =
  (needs: Needs) =>
  async (text: string): Promise<void> => {
    const session = await sessionOf(needs, parseRefreshToken(text));
    if (session) await needs.sessions.remove(session.id);
  };

/** Logs out one of the player's own sessions. */
export const revokeSession =
  ({ sessions }: Pick<Needs, 'sessions'>) =>
  async (player: PlayerId, id: string): Promise<Result<null, 'auth/no-such-session'>> => {
    const session = await sessions.find(id);
    if (session?.player !== player) return refuse('auth/no-such-session');
    await sessions.remove(id);
    return accept(null);
  };

interface ListNeeds {
  readonly sessions: Pick<SessionStore, 'list'>;
  readonly now: () => number;
}

export const listSessions =
  ({ sessions, now }: ListNeeds) =>
  async (player: PlayerId): Promise<readonly Session[]> =>
    (await sessions.list(player)).filter((session) => session.expiresAt > now());
