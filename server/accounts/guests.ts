import type { PlayerId } from '../../shared/kernel/ids.ts';
import { playerId } from '../../shared/kernel/ids.ts';
import { accept, type Result, refuse } from '../../shared/kernel/result.ts';
import type { Tokens } from '../../shared/protocol/accounts.ts';
import type { NewId } from '../ids.ts';
import type { NewSecret } from '../secrets.ts';
import type { BeginSession } from '../tokens/begin-session.ts';
import { type Account, credentialOf, newAccount } from './account.ts';
import { type AccountMails, oneTimeToken } from './account-mails.ts';
import type { AccountStore } from './account-store.ts';
import { guestName, isReserved } from './names.ts';
import type { Passwords } from './passwords.ts';
import { type Registration, registeredAs } from './register.ts';

interface GuestNeeds {
  readonly accounts: Pick<AccountStore, 'add'>;
  readonly beginSession: BeginSession;
  readonly now: () => number;
  readonly newId: NewId;
}

/** Where a request came from, for the list of sessions. */
export interface Origin {
  readonly userAgent: string;
  readonly address: string;
}

/** A guest, logged in: whoever loses the tokens loses the guest. */
export const createGuest =
  ({ accounts, beginSession, now, newId }: GuestNeeds) =>
  async (origin: Origin): Promise<{ account: Account; tokens: Tokens }> => {
    const id = playerId(newId());
    const account = newAccount({ id, standing: 'guest', displayName: guestName(id), createdAt: now() });
    await accounts.add(account);
    const tokens = await beginSession({ player: id, credential: credentialOf(account), ...origin });
    if (!tokens) throw new Error('a guest that was just made cannot begin a session');
    return { account, tokens };
  };

interface UpgradeNeeds {
  readonly accounts: Pick<AccountStore, 'find' | 'findByUsername' | 'upgrade'>;
  readonly passwords: Pick<Passwords, 'hash'>;
  readonly mails: Pick<AccountMails, 'welcome'>;
  readonly namesChanged: () => void;
  readonly now: () => number;
  readonly newSecret: NewSecret;
}

type UpgradeRefusal = 'account/username-taken' | 'account/not-a-guest';

/** A guest becomes an account: the id stays, and with it its games and its sessions. */
export const upgradeGuest =
  (needs: UpgradeNeeds) =>
  async (guest: PlayerId, registration: Registration): Promise<Result<Account, UpgradeRefusal>> => {
    const { accounts, mails, namesChanged, now, newSecret } = needs;
    const before = await accounts.find(guest);
    if (before?.standing !== 'guest') return refuse('account/not-a-guest');
    const { username } = registration;
    if (isReserved(username) || (await accounts.findByUsername(username))) return refuse('account/username-taken');
    const account = await registeredAs(needs, guest, before.createdAt, registration);
    const secret = newSecret();
    const upgraded = await accounts.upgrade(account, oneTimeToken(secret, 'verify', guest, now()));
    if (upgraded !== 'upgraded') return refuse(`account/${upgraded}` as const);
    namesChanged();
    mails.welcome(account, secret);
    return accept(account);
  };
