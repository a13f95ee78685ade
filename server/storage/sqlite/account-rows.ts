import { playerId } from '../../../shared/kernel/ids.ts';
import type { Account } from '../../accounts/account.ts';
import type { OneTimeToken } from '../../accounts/account-store.ts';
import { keyOf } from '../../accounts/names.ts';
import type { SqlValue, Statement } from './database.ts';

export interface AccountRow {
  readonly id: string;
  readonly standing: Account['standing'];
  readonly username: string | null;
  readonly display_name: string;
  readonly email: string | null;
  readonly verified_email: string | null;
  readonly password_hash: string | null;
  readonly api_key_hash: string | null;
  readonly owner: string | null;
  readonly created_at: number;
  readonly deleted_at: number | null;
}

export const accountOf = (row: AccountRow): Account => ({
  id: playerId(row.id),
  standing: row.standing,
  username: row.username,
  displayName: row.display_name,
  email: row.email,
  verified: row.verified_email !== null,
  passwordHash: row.password_hash,
  apiKeyHash: row.api_key_hash,
  owner: row.owner === null ? null : playerId(row.owner),
  createdAt: row.created_at,
  deleted: row.deleted_at !== null,
});

const keyOrNull = (text: string | null): string | null => (text === null ? null : keyOf(text));

/** The columns of an account in the order of `accountValues`. */
export const accountColumns =
  'id, standing, username, username_key, display_name, email, email_key, verified_email, password_hash, api_key_hash, owner, created_at';

export const accountValues = (account: Account): readonly SqlValue[] => [
  account.id,
  account.standing,
  account.username,
  keyOrNull(account.username),
  account.displayName,
  account.email,
  keyOrNull(account.email),
  account.verified ? keyOrNull(account.email) : null,
  account.passwordHash,
  account.apiKeyHash,
  account.owner,
  account.createdAt,
];

export const insertToken = ({ hash, purpose, player, createdAt, expiresAt }: OneTimeToken): Statement => ({
  sql: 'INSERT INTO one_time_tokens (hash, purpose, player, created_at, expires_at) VALUES (?, ?, ?, ?, ?)',
  params: [hash, purpose, player, createdAt, expiresAt],
});
