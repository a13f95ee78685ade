import type { PlayerId } from '../../shared/kernel/ids.ts';
import type { Tokens } from '../../shared/protocol/accounts.ts';
import type { NewId } from '../ids.ts';
import { fingerprint, type NewSecret } from '../secrets.ts';
import { accessTokenLife, issueAccessToken } from './access-token.ts';
import type { StandingOf } from './authenticate.ts';
import type { KeyRing } from './key-ring.ts';
import { writeRefreshToken } from './refresh-token.ts';
import type { Session, SessionStore } from './session-store.ts';

/** Since the last refresh. */
export const sessionLifeMs = 30 * 24 * 60 * 60 * 1000;
const mostSessions = 50;

/** Who logged in, from where. */
interface Beginning {
  readonly player: PlayerId;
  /** The hash that the login was checked against; '' for guests. */
  readonly credential: string;
  readonly userAgent: string;
  readonly address: string;
}

interface TokenNeeds {
  readonly keys: Pick<KeyRing, 'sign'>;
  readonly standingOf: StandingOf;
}

/** Null when the player has gone. */
export const tokensOf =
  ({ keys, standingOf }: TokenNeeds) =>
  async (session: Session, family: string, generation: number): Promise<Tokens | null> => {
    const standing = await standingOf(session.player);
    if (!standing) return null;
    const { verified } = standing;
    return {
      access_token: await issueAccessToken(keys, { player: session.player, session: session.id, verified }),
      token_type: 'Bearer',
      expires_in: accessTokenLife,
      refresh_token: writeRefreshToken(session, family, generation),
    };
  };

interface Needs extends TokenNeeds {
  readonly sessions: Pick<SessionStore, 'add'>;
  readonly now: () => number;
  readonly newId: NewId;
  readonly newSecret: NewSecret;
}

export type BeginSession = (beginning: Beginning) => Promise<Tokens | null>;

/** A new login. Null when the player has gone, or has another password by now. */
export const beginSession =
  (needs: Needs): BeginSession =>
  async ({ player, credential, userAgent, address }) => {
    const { sessions, now, newId, newSecret } = needs;
    const family = newSecret();
    const session: Session = {
      id: newId(),
      player,
      familyHash: fingerprint(family),
      chainKey: newSecret(),
      generation: 0,
      createdAt: now(),
      rotatedAt: now(),
      expiresAt: now() + sessionLifeMs,
      userAgent: userAgent.slice(0, 200),
      address,
    };
    return (await sessions.add(session, credential, mostSessions)) ? tokensOf(needs)(session, family, 0) : null;
  };
