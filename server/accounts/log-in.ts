import { accept, type Result, refuse } from '../../shared/kernel/result.ts';
import type { Tokens } from '../../shared/protocol/accounts.ts';
import type { LoginGuard } from '../http/login-guard.ts';
import { fingerprint } from '../secrets.ts';
import type { BeginSession } from '../tokens/begin-session.ts';
import { type Account, credentialOf } from './account.ts';
import type { AccountStore } from './account-store.ts';
import { guarded } from './guarded.ts';
import type { Origin } from './guests.ts';
import { keyOf } from './names.ts';
import type { Passwords } from './passwords.ts';

/** Who somebody says they are, and what they know of it. */
export type Credentials =
  | { readonly by: 'username'; readonly username: string; readonly password: string }
  | { readonly by: 'email'; readonly email: string; readonly password: string }
  | { readonly by: 'key'; readonly apiKey: string };

interface Needs {
  readonly accounts: Pick<AccountStore, 'findByUsername' | 'findByEmail' | 'findByApiKey'>;
  readonly passwords: Pick<Passwords, 'matches'>;
  readonly guard: LoginGuard;
  readonly beginSession: BeginSession;
}

/** The key is 256 random bits: it needs no slow hash. */
const attemptedBy = (credentials: Credentials): string => {
  if (credentials.by === 'key') return `key:${fingerprint(credentials.apiKey)}`;
  return keyOf(credentials.by === 'email' ? credentials.email : credentials.username);
};

/** One try for each account it may be; as many for accounts that are not there, so that the time tells nothing. */
const firstMatching = async (
  { passwords }: Needs,
  candidates: readonly (Account | undefined)[],
  password: string,
): Promise<Account | undefined> => {
  let found: Account | undefined;
  for (const account of candidates) {
    const matches = await passwords.matches(password, account?.passwordHash ?? null);
    if (matches) found ??= account;
  }
  return found;
};

const accountFor = async (needs: Needs, credentials: Credentials): Promise<Account | undefined> => {
  const { accounts } = needs;
  if (credentials.by === 'key') return accounts.findByApiKey(fingerprint(credentials.apiKey));
  if (credentials.by === 'username')
    return firstMatching(needs, [await accounts.findByUsername(credentials.username)], credentials.password);
  const { owner, claim } = await accounts.findByEmail(credentials.email);
  return firstMatching(needs, [owner, claim], credentials.password);
};

/**
 * A new session for whoever proves who they are. An e-mail address means the account that has it verified, or else the
 * newest that claims it, whichever the password opens.
 * @throws Problem 429 after too many failures, 503 when too many passwords wait
 */
export const logIn =
  (needs: Needs) =>
  (credentials: Credentials, origin: Origin): Promise<Result<Tokens, 'auth/invalid-credentials'>> =>
    guarded(needs.guard, { account: attemptedBy(credentials), address: origin.address }, async () => {
      const account = await accountFor(needs, credentials);
      const tokens =
        account && (await needs.beginSession({ player: account.id, credential: credentialOf(account), ...origin }));
      return tokens ? accept(tokens) : refuse('auth/invalid-credentials');
    });
