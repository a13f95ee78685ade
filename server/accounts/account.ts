import type { Standing } from '../../shared/game/seats.ts';
import type { PlayerId } from '../../shared/kernel/ids.ts';
import type { OwnPlayer, Player } from '../../shared/protocol/accounts.ts';

/** A player as stored: an account, a guest or a bot. */
export interface Account {
  readonly id: PlayerId;
  readonly standing: Standing;
  /** As given; null for a guest and once deleted. */
  readonly username: string | null;
  readonly displayName: string;
  /** As given: a claim until `verified`. */
  readonly email: string | null;
  readonly verified: boolean;
  readonly passwordHash: string | null;
  readonly apiKeyHash: string | null;
  /** The account that a bot belongs to; null for house bots. */
  readonly owner: PlayerId | null;
  /** Ms since the epoch. */
  readonly createdAt: number;
  readonly deleted: boolean;
}

/** What stands for whoever was deleted, and for whoever is not known. */
export const deletedName = 'Deleted player';

/** What a login is checked against; a session that was begun with another one is not begun. */
export const credentialOf = (account: Account): string => account.passwordHash ?? account.apiKeyHash ?? '';

/** An account with nothing but its identity: what a kind of player has, `more` says. */
export const newAccount = (
  more: Pick<Account, 'id' | 'standing' | 'displayName' | 'createdAt'> & Partial<Account>,
): Account => ({
  username: null,
  email: null,
  verified: false,
  passwordHash: null,
  apiKeyHash: null,
  owner: null,
  deleted: false,
  ...more,
});

/** What everybody may know. */
export const playerOf = (account: Account): Player => ({
  id: account.id,
  username: account.username,
  displayName: account.displayName,
  guest: account.standing === 'guest',
  bot: account.standing === 'bot',
  createdAt: new Date(account.createdAt).toISOString(),
});

/** What the player themselves may know. */
export const ownPlayerOf = (
  account: Account,
  now: { readonly verified: boolean; readonly mayPlayRated: boolean },
): OwnPlayer => ({
  ...playerOf(account),
  email: account.email,
  verified: now.verified,
  mayPlayRated: now.mayPlayRated,
});
