import type { PlayerId } from '../../shared/kernel/ids.ts';
import { playerId } from '../../shared/kernel/ids.ts';
import { accept, type Result, refuse } from '../../shared/kernel/result.ts';
import type { NewId } from '../ids.ts';
import type { NewSecret } from '../secrets.ts';
import { type Account, newAccount } from './account.ts';
import { type AccountMails, oneTimeToken } from './account-mails.ts';
import type { AccountStore } from './account-store.ts';
import { isReserved } from './names.ts';
import type { Passwords } from './passwords.ts';

export interface Registration {
  readonly username: string;
  readonly email: string;
  readonly password: string;
  readonly displayName?: string | undefined;
}

interface Needs {
  readonly accounts: Pick<AccountStore, 'add' | 'findByUsername'>;
  readonly passwords: Pick<Passwords, 'hash'>;
  readonly mails: Pick<AccountMails, 'welcome'>;
  readonly now: () => number;
  readonly newId: NewId;
  readonly newSecret: NewSecret;
}

/** The account that a registration asks for, unverified. */
export const registeredAs = async (
  { passwords }: Pick<Needs, 'passwords'>,
  id: PlayerId,
  createdAt: number,
  { username, email, password, displayName }: Registration,
): Promise<Account> =>
  newAccount({
    id,
    standing: 'account',
    username,
    displayName: displayName ?? username,
    email,
    passwordHash: await passwords.hash(password),
    createdAt,
  });

/**
 * A new account. Whether the e-mail address is somebody's already makes no difference to the caller: the account then
 * claims an address that it can never verify, and the address's owner gets a mail.
 */
export const registerAccount =
  (needs: Needs) =>
  async (registration: Registration): Promise<Result<Account, 'account/username-taken'>> => {
    const { accounts, mails, now, newId, newSecret } = needs;
    const { username } = registration;
    if (isReserved(username) || (await accounts.findByUsername(username))) return refuse('account/username-taken');
    const account = await registeredAs(needs, playerId(newId()), now(), registration);
    const secret = newSecret();
    const added = await accounts.add(account, oneTimeToken(secret, 'verify', account.id, now()));
    if (added !== 'added') return refuse('account/username-taken');
    mails.welcome(account, secret);
    return accept(account);
  };
