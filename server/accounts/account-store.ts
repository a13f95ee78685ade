import type { PlayerId } from '../../shared/kernel/ids.ts';
import type { Session } from '../tokens/session-store.ts';
import type { Account } from './account.ts';

/** A secret from a mail, as stored; `notice` marks that a notice was mailed and opens nothing. */
export interface OneTimeToken {
  /** The fingerprint of the secret. */
  readonly hash: string;
  readonly purpose: 'verify' | 'reset' | 'notice';
  readonly player: PlayerId;
  readonly createdAt: number;
  readonly expiresAt: number;
}

/** Who an e-mail address may mean. */
interface EmailHolders {
  /** Who has it verified. */
  readonly owner: Account | undefined;
  /** The newest account that claims it without. */
  readonly claim: Account | undefined;
}

type Added = 'added' | 'username-taken';

/**
 * Accounts, guests and bots. User names are unique whatever their case while their account lives; an e-mail address is
 * unique among those who have it verified. Each method happens as a whole or not at all, durably once it resolves.
 * Every adapter passes `test/contract/account-store.ts`.
 */
export interface AccountStore {
  add(account: Account, token?: OneTimeToken): Promise<Added>;
  /** Refused when the owner has `most` bots or is deleted. */
  addBot(bot: Account & { readonly owner: PlayerId }, most: number): Promise<Added | 'too-many'>;
  /** Gives the guest of that id the user name, e-mail and password of `account`; its sessions go on. */
  upgrade(account: Account, token: OneTimeToken): Promise<'upgraded' | 'username-taken' | 'not-a-guest'>;
  /** Also a deleted one. */
  find(id: PlayerId): Promise<Account | undefined>;
  findMany(ids: readonly PlayerId[]): Promise<readonly Account[]>;
  findByUsername(username: string): Promise<Account | undefined>;
  findByEmail(email: string): Promise<EmailHolders>;
  findByApiKey(apiKeyHash: string): Promise<Account | undefined>;
  /** Whose login session it is, and the session. */
  findBySession(session: string): Promise<{ readonly account: Account; readonly session: Session } | undefined>;
  /** Without deleted ones, oldest first. */
  botsOf(owner: PlayerId): Promise<readonly Account[]>;
  rename(id: PlayerId, displayName: string): Promise<void>;
  /** Ends the bot's sessions too. */
  setApiKey(id: PlayerId, apiKeyHash: string): Promise<void>;
  /** Takes the token and marks its account's e-mail as verified; `invalid` also when the address is another's by now. */
  verifyEmail(tokenHash: string, now: number): Promise<'verified' | 'invalid'>;
  /**
   * Takes the token and all other reset tokens of its account, sets the password, ends every session. The mail was
   * read, so the address counts as verified where it is nobody else's. Undefined when the token is not valid.
   */
  resetPassword(tokenHash: string, passwordHash: string, now: number): Promise<PlayerId | undefined>;
  /**
   * Ends every session except `keptSession`, and all reset tokens. False, and nothing done, when the password's hash is
   * not `from` any more: of a change and a reset at the same time the one that comes first wins.
   */
  changePassword(
    id: PlayerId,
    passwordHash: { readonly from: string; readonly to: string },
    keptSession: string,
  ): Promise<boolean>;
  /** Anonymises the account and its bots, frees their names, ends their sessions and tokens. Repeating it is harmless. */
  remove(id: PlayerId, at: number): Promise<void>;
  /** Removes guests made before `before` who have no session left: nobody can be them again. */
  sweepGuests(before: number): Promise<number>;
}

export interface OneTimeTokens {
  /** False, and nothing stored, when the player got one for the same purpose after `since`. */
  issueUnlessRecent(token: OneTimeToken, since: number): Promise<boolean>;
  sweep(now: number): Promise<number>;
}
