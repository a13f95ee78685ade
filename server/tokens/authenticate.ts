import type { Standing } from '../../shared/game/seats.ts';
import type { PlayerId } from '../../shared/kernel/ids.ts';
import type { Caller } from '../http/caller.ts';
import { readAccessToken } from './access-token.ts';
import type { KeyRing } from './key-ring.ts';
import type { Session } from './session-store.ts';

/** What a player may do now. */
interface PlayerStanding {
  readonly standing: Standing;
  readonly verified: boolean;
  readonly mayPlayRated: boolean;
}

/** Null when there is no such player, or not any more. */
export type StandingOf = (player: PlayerId) => Promise<PlayerStanding | null>;

/** A login session with what its player may do now; undefined when there is no such session. */
export type BearerOf = (
  session: string,
) => Promise<{ readonly session: Session; readonly standing: PlayerStanding | null } | undefined>;

interface Needs {
  readonly keys: Pick<KeyRing, 'verify'>;
  readonly bearerOf: BearerOf;
  readonly now: () => number;
}

/** Who an access token speaks for; null when it is not valid, or its session or player has ended, from that moment on. */
export const authenticate =
  ({ keys, bearerOf, now }: Needs) =>
  async (token: string): Promise<Caller | null> => {
    const claims = await readAccessToken(keys, token);
    if (!claims) return null;
    const { session, standing } = (await bearerOf(claims.session)) ?? {};
    if (session?.player !== claims.player || session.expiresAt <= now()) return null;
    return standing ? { ...claims, ...standing } : null;
  };
