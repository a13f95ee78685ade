import { playerId } from '../../../shared/kernel/ids.ts';
import { deletedName } from '../../accounts/account.ts';
import type { AccountStore } from '../../accounts/account-store.ts';
import { type Database, NothingChanged, type Statement, UniqueViolation } from './database.ts';

/** The live account of a valid token; the token is looked up inside the statement, so that it is used once. */
const tokensAccount = `deleted_at IS NULL
  AND id = (SELECT player FROM one_time_tokens WHERE hash = ? AND purpose = ? AND expires_at > ?)`;

const verifySql = `UPDATE accounts SET verified_email = email_key WHERE ${tokensAccount}`;

/** Reading the mail proves the address, unless another account has it. */
const resetSql = `
  UPDATE accounts SET password_hash = ?,
    verified_email = CASE
      WHEN EXISTS (SELECT 1 FROM accounts other WHERE other.verified_email = accounts.email_key AND other.id <> accounts.id)
      THEN verified_email ELSE email_key END
  WHERE ${tokensAccount} RETURNING id`;

const changeSql = 'UPDATE accounts SET password_hash = ? WHERE id = ? AND password_hash = ? AND deleted_at IS NULL';

const ofToken = 'player = (SELECT player FROM one_time_tokens WHERE hash = ?)';

const anonymiseSql = `
  UPDATE accounts SET username = NULL, username_key = NULL, display_name = ?, email = NULL, email_key = NULL,
    verified_email = NULL, password_hash = NULL, api_key_hash = NULL, deleted_at = ?
  WHERE deleted_at IS NULL AND (id = ? OR owner = ?)`;

const ofAccountAndBots = 'player IN (SELECT id FROM accounts WHERE id = ? OR owner = ?)';

const sweepSql = `
  DELETE FROM accounts
  WHERE standing = 'guest' AND created_at < ? AND NOT EXISTS (SELECT 1 FROM sessions WHERE player = accounts.id)`;

const notAsForeseen = (error: unknown): undefined => {
  if (error instanceof NothingChanged || error instanceof UniqueViolation) return undefined;
  throw error;
};

type CredentialChanges = Pick<
  AccountStore,
  'setApiKey' | 'verifyEmail' | 'resetPassword' | 'changePassword' | 'remove' | 'sweepGuests'
>;

/** What changes who can log in; each is one batch, so sessions never outlive the credential they came from. */
export const credentialChanges = (db: Pick<Database, 'write'>): CredentialChanges => ({
  setApiKey: async (id, apiKeyHash) => {
    await db.write([
      { sql: 'UPDATE accounts SET api_key_hash = ? WHERE id = ? AND deleted_at IS NULL', params: [apiKeyHash, id] },
      { sql: 'DELETE FROM sessions WHERE player = ?', params: [id] },
    ]);
  },
  verifyEmail: async (hash, now) => {
    const done = await db
      .write([
        { sql: verifySql, params: [hash, 'verify', now], mustChange: true },
        { sql: `DELETE FROM one_time_tokens WHERE purpose = 'verify' AND ${ofToken}`, params: [hash] },
      ])
      .catch(notAsForeseen);
    return done ? 'verified' : 'invalid';
  },
  resetPassword: async (hash, passwordHash, now) => {
    const batch: Statement[] = [
      { sql: resetSql, params: [passwordHash, hash, 'reset', now], mustChange: true },
      { sql: `DELETE FROM sessions WHERE ${ofToken}`, params: [hash] },
      { sql: `DELETE FROM one_time_tokens WHERE purpose = 'reset' AND ${ofToken}`, params: [hash] },
    ];
    const id = (await db.write(batch).catch(notAsForeseen))?.[0]?.rows[0]?.id;
    return typeof id === 'string' ? playerId(id) : undefined;
  },
  changePassword: async (id, { from, to }, keptSession) => {
    const batch: Statement[] = [
      { sql: changeSql, params: [to, id, from], mustChange: true },
      { sql: 'DELETE FROM sessions WHERE player = ? AND id <> ?', params: [id, keptSession] },
      { sql: `DELETE FROM one_time_tokens WHERE player = ? AND purpose = 'reset'`, params: [id] },
    ];
    return (await db.write(batch).catch(notAsForeseen)) !== undefined;
  },
  remove: async (id, at) => {
    await db.write([
      { sql: `DELETE FROM sessions WHERE ${ofAccountAndBots}`, params: [id, id] },
      { sql: `DELETE FROM one_time_tokens WHERE ${ofAccountAndBots}`, params: [id, id] },
      { sql: anonymiseSql, params: [deletedName, at, id, id] },
    ]);
  },
  sweepGuests: async (before) => (await db.write([{ sql: sweepSql, params: [before] }]))[0]?.changes ?? 0,
});
