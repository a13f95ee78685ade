import type { Standing } from '../../shared/game/seats.ts';
import type { PlayerId } from '../../shared/kernel/ids.ts';

/** Who an authenticated request or room message speaks for. */
export interface Caller {
  readonly player: PlayerId;
  /** The login session that the access token belongs to; revoking it ends the token too. */
  readonly session: string;
  readonly standing: Standing;
  /** Whether the account's e-mail is verified, truthfully. */
  readonly verified: boolean;
  /** Whether rated games are open to this player now. */
  readonly mayPlayRated: boolean;
}
