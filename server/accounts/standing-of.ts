import type { PlayerId } from '../../shared/kernel/ids.ts';
import type { BearerOf, StandingOf } from '../tokens/authenticate.ts';
import type { Account } from './account.ts';
import type { AccountStore } from './account-store.ts';

export type Verification = 'required' | 'optional';

interface Needs {
  readonly accounts: Pick<AccountStore, 'find' | 'findBySession'>;
  /** Whether rated games need a verified e-mail. */
  readonly verification: Verification;
}

/** A bot may what its owner may, a house bot always plays rated. */
const createStanding = ({ accounts, verification }: Needs) => {
  const isOwnerVerified = async (owner: PlayerId): Promise<boolean | undefined> => {
    const account = await accounts.find(owner);
    return account?.deleted ? undefined : account?.verified;
  };
  return async ({ standing, owner, verified: own, deleted }: Account): ReturnType<StandingOf> => {
    if (deleted) return null;
    if (standing === 'guest') return { standing, verified: false, mayPlayRated: false };
    if (standing === 'bot' && owner === null) return { standing, verified: false, mayPlayRated: true };
    const verified = owner === null ? own : await isOwnerVerified(owner);
    if (verified === undefined) return null;
    return { standing, verified, mayPlayRated: verified || verification === 'optional' };
  };
};

/** What a player may do now; null once deleted. */
export const standingOf = (needs: Needs): StandingOf => {
  const standing = createStanding(needs);
  return async (player) => {
    const account = await needs.accounts.find(player);
    return account ? standing(account) : null;
  };
};

/** Who holds a login session, and what they may do now. */
export const bearerOf = (needs: Needs): BearerOf => {
  const standing = createStanding(needs);
  return async (id) => {
    const found = await needs.accounts.findBySession(id);
    return found && { session: found.session, standing: await standing(found.account) };
  };
};
