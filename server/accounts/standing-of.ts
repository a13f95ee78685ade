import type { PlayerId } from '../../shared/kernel/ids.ts';
import type { StandingOf } from '../tokens/authenticate.ts';
import type { Account } from './account.ts';
import type { AccountStore } from './account-store.ts';

export type Verification = 'required' | 'optional';

interface Needs {
  readonly accounts: Pick<AccountStore, 'find'>;
  /** Whether rated games need a verified e-mail. */
  readonly verification: Verification;
}

/** What a player may do now; null once deleted. A bot may what its owner may, a house bot always plays rated. */
export const standingOf =
  ({ accounts, verification }: Needs): StandingOf =>
  async (player) => {
    const live = async (id: PlayerId): Promise<Account | undefined> => {
      const account = await accounts.find(id);
      return account?.deleted ? undefined : account;
    };
    const account = await live(player);
    if (!account) return null;
    const { standing, owner } = account;
    if (standing === 'guest') return { standing, verified: false, mayPlayRated: false };
    if (standing === 'bot' && owner === null) return { standing, verified: false, mayPlayRated: true };
    const verified = (owner === null ? account : await live(owner))?.verified;
    if (verified === undefined) return null;
    return { standing, verified, mayPlayRated: verified || verification === 'optional' };
  };
