import { type PlayerId, playerId } from '../../../shared/kernel/ids.ts';
import type { Account } from '../../accounts/account.ts';
import type { OneTimeToken } from '../../accounts/account-store.ts';
import { keyOf } from '../../accounts/names.ts';
import type { Session } from '../../tokens/session-store.ts';
import type { Stored } from './documents.ts';
import type { Index } from './open-database.ts';

/** A session within its account's document; `mark` names it with its generation, so that one condition tests both. */
export type SessionPart = Omit<Session, 'player'> & { readonly mark: string };
type TokenPart = Omit<OneTimeToken, 'player'>;

/**
 * An account with its sessions and one-time tokens: whatever changes who can log in is one write, and two who want one name,
 * address, key or place are told apart by unique keys of the accounts themselves. Who has none holds a value of
 * its own instead (`nobodys`), since a unique index would let only one account have nothing.
 */
export interface AccountDoc extends Stored {
  readonly _id: PlayerId;
  readonly standing: Account['standing'];
  readonly username: string | null;
  readonly usernameKey: string;
  readonly displayName: string;
  readonly email: string | null;
  readonly emailKey: string | null;
  readonly verifiedEmail: string;
  readonly passwordHash: string | null;
  readonly apiKey: string;
  readonly owner: PlayerId | null;
  /** Of a bot: which of its owner's places for bots it has. */
  readonly place: string;
  /** When a bot was last made for this account; what is left of a deleted one's bots is looked for by it. */
  readonly owns: number | null;
  readonly createdAt: number;
  readonly deletedAt: number | null;
  /** The first is the account's own and opens nothing: an array is never empty, so that their ids can be unique. */
  readonly sessions: readonly SessionPart[];
  readonly tokens: readonly TokenPart[];
}

const accounts = 'accounts';

export const accountIndexes: readonly Index[] = [
  ...['usernameKey', 'verifiedEmail', 'apiKey', 'place', 'sessions.id'].map(
    (key): Index => ({ collection: accounts, keys: { [key]: 1 }, unique: true }),
  ),
  { collection: accounts, keys: { emailKey: 1, createdAt: -1, _id: -1 } },
  { collection: accounts, keys: { owner: 1, deletedAt: 1, createdAt: 1, _id: 1 } },
  { collection: accounts, keys: { owns: 1, deletedAt: 1 } },
  { collection: accounts, keys: { standing: 1, createdAt: 1 } },
  { collection: accounts, keys: { 'sessions.expiresAt': 1 } },
  { collection: accounts, keys: { 'tokens.hash': 1 } },
  { collection: accounts, keys: { 'tokens.expiresAt': 1 } },
];

/** No name, address or key: those are in lower case or contain no blank. */
export const nobodys = (id: PlayerId): string => `NONE ${id}`;

export const ownSessionId = (id: PlayerId): string => `own ${id}`;

/** It never expires and is never the least used. */
export const ownSession = (id: PlayerId): SessionPart => ({
  ...{ id: ownSessionId(id), mark: ownSessionId(id), familyHash: '', chainKey: '', generation: 0, createdAt: 0 },
  ...{ rotatedAt: Number.MAX_SAFE_INTEGER, expiresAt: Number.MAX_SAFE_INTEGER, userAgent: '', address: '' },
});

export const tokenPart = ({ player, ...part }: OneTimeToken): TokenPart => part;

export const keyOrNull = (text: string | null): string | null => (text === null ? null : keyOf(text));

export const docOf = (account: Account, token?: OneTimeToken): AccountDoc => {
  const { id, standing, username, displayName, email, passwordHash, apiKeyHash, owner, createdAt } = account;
  const none = nobodys(id);
  return {
    ...{ _id: id, standing, username, displayName, email, passwordHash, owner, createdAt },
    usernameKey: keyOrNull(username) ?? none,
    emailKey: keyOrNull(email),
    verifiedEmail: (account.verified ? keyOrNull(email) : null) ?? none,
    apiKey: apiKeyHash ?? none,
    place: none,
    owns: null,
    deletedAt: null,
    sessions: [ownSession(id)],
    tokens: token ? [tokenPart(token)] : [],
  };
};

/** What makes up an account, without its sessions and tokens. */
export const accountFields = [
  ...(['standing', 'username', 'displayName', 'email', 'verifiedEmail', 'passwordHash', 'apiKey'] as const),
  ...(['owner', 'createdAt', 'deletedAt'] as const),
] as const;

export const accountOf = (doc: Pick<AccountDoc, '_id' | (typeof accountFields)[number]>): Account => ({
  id: playerId(doc._id),
  standing: doc.standing,
  username: doc.username,
  displayName: doc.displayName,
  email: doc.email,
  verified: doc.verifiedEmail !== nobodys(doc._id),
  passwordHash: doc.passwordHash,
  apiKeyHash: doc.apiKey === nobodys(doc._id) ? null : doc.apiKey,
  owner: doc.owner,
  createdAt: doc.createdAt,
  deleted: doc.deletedAt !== null,
});
