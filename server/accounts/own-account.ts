import type { PlayerId } from '../../shared/kernel/ids.ts';
import { accept, type Result, refuse } from '../../shared/kernel/result.ts';
import type { Caller } from '../http/caller.ts';
import { type Account, playerOf } from './account.ts';
import type { AccountStore } from './account-store.ts';
import { type ConfirmNeeds, confirmPassword } from './confirm-password.ts';

interface Needs {
  readonly accounts: Pick<AccountStore, 'find' | 'rename' | 'remove'>;
  readonly namesChanged: () => void;
  readonly now: () => number;
}

/** What everybody may know of a player; a deleted one has no name any more. */
export const findPlayer =
  ({ accounts }: Pick<Needs, 'accounts'>) =>
  async (id: PlayerId): Promise<Result<ReturnType<typeof playerOf>, 'account/not-found'>> => {
    const account = await accounts.find(id);
    return account ? accept(playerOf(account)) : refuse('account/not-found');
  };

export const findOwn =
  ({ accounts }: Pick<Needs, 'accounts'>) =>
  async (id: PlayerId): Promise<Result<Account, 'account/not-found'>> => {
    const account = await accounts.find(id);
    return account && !account.deleted ? accept(account) : refuse('account/not-found');
  };

export const renamePlayer =
  ({ accounts, namesChanged }: Omit<Needs, 'now'>) =>
  async (id: PlayerId, displayName: string): Promise<void> => {
    await accounts.rename(id, displayName);
    namesChanged();
  };

/** Anonymises the caller and their bots for good. An account gives its password once more; guests and bots have none. */
export const deleteOwn =
  (needs: Needs & ConfirmNeeds) =>
  async (
    caller: Pick<Caller, 'player'>,
    password: string | undefined,
    address: string,
  ): Promise<Result<null, 'auth/wrong-password'>> => {
    const { accounts, namesChanged, now } = needs;
    const account = await accounts.find(caller.player);
    if (account?.passwordHash) {
      const confirmed = await confirmPassword(needs, account, password ?? '', address);
      if (!confirmed.ok) return confirmed;
    }
    await accounts.remove(caller.player, now());
    namesChanged();
    return accept(null);
  };
