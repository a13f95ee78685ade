import { accept, type Result, refuse } from '../../shared/kernel/result.ts';
import type { Caller } from '../http/caller.ts';
import { fingerprint } from '../secrets.ts';
import type { AccountMails } from './account-mails.ts';
import type { AccountStore } from './account-store.ts';
import { type ConfirmNeeds, confirmPassword } from './confirm-password.ts';
import { guarded } from './guarded.ts';
import type { Passwords } from './passwords.ts';

interface Needs extends ConfirmNeeds {
  readonly accounts: Pick<AccountStore, 'find' | 'resetPassword' | 'changePassword'>;
  readonly passwords: Passwords;
  readonly mails: Pick<AccountMails, 'passwordChanged'>;
  readonly now: () => number;
}

type ChangeRefusal = 'account/accounts-only' | 'auth/wrong-password';

/** A new password for one's own account; every other session ends. */
export const changePassword =
  (needs: Needs) =>
  async (
    caller: Pick<Caller, 'player' | 'session'>,
    change: { readonly current: string; readonly password: string },
    address: string,
  ): Promise<Result<null, ChangeRefusal>> => {
    const { accounts, passwords, mails } = needs;
    const account = await accounts.find(caller.player);
    if (!account?.passwordHash) return refuse('account/accounts-only');
    const confirmed = await confirmPassword(needs, account, change.current, address);
    if (!confirmed.ok) return confirmed;
    const passwordHash = { from: account.passwordHash, to: await passwords.hash(change.password) };
    // False: it was replaced while this one was hashed, so what was given as the current password is not any more.
    if (!(await accounts.changePassword(account.id, passwordHash, caller.session)))
      return refuse('auth/wrong-password');
    mails.passwordChanged(account);
    return accept(null);
  };

/**
 * A new password by the link of a mail, once; every session ends. Each try hashes, so failures count like failed logins.
 * @throws Problem 429 after too many failures
 */
export const resetPassword =
  ({ accounts, passwords, mails, guard, now }: Needs) =>
  (token: string, password: string, address: string): Promise<Result<null, 'account/invalid-token'>> => {
    const hash = fingerprint(token);
    return guarded(guard, { account: `reset:${hash}`, address }, async () => {
      const player = await accounts.resetPassword(hash, await passwords.hash(password), now());
      const account = player && (await accounts.find(player));
      if (!account) return refuse('account/invalid-token');
      mails.passwordChanged(account);
      return accept(null);
    });
  };
