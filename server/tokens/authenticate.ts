import type { Standing } from '../../shared/game/seats.ts';
import type { PlayerId } from '../../shared/kernel/ids.ts';
import type { Caller } from '../http/caller.ts';
import { readAccessToken } from './access-token.ts';
import type { KeyRing } from './key-ring.ts';
import type { SessionStore } from './session-store.ts';

/** What a player may do now. */
interface PlayerStanding {
  readonly standing: Standing;
  readonly verified: boolean;
  readonly mayPlayRated: boolean;
}

/** Null when there is no such player, or not any more. */
export type StandingOf = (player: PlayerId) => Promise<PlayerStanding | null>;

interface Needs {
  readonly keys: Pick<KeyRing, 'verify'>;
  readonly sessions: Pick<SessionStore, 'find'>;
  readonly standingOf: StandingOf;
  readonly now: () => number;
}

/** Who an access token speaks for; null when it is not valid, or its session or player has ended, from that moment on. */
export const authenticate =
  ({ keys, sessions, standingOf, now }: Needs) =>
  async (token: string): Promise<Caller | null> => {
    const claims = await readAccessToken(keys, token);
    if (!claims) return null;
    const session = await sessions.find(claims.session);
    if (!session || session.player !== claims.player || session.expiresAt <= now()) return null;
    const standing = await standingOf(claims.player);
    return standing && { ...claims, ...standing };
  };
