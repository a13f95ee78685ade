import type { AccountStore } from '../../accounts/account-store.ts';
import { keyOf } from '../../accounts/names.ts';
import { type AccountRow, accountColumns, accountOf, accountValues, insertToken } from './account-rows.ts';
import { credentialChanges } from './credentials.ts';
import { type Database, NothingChanged, type SqlValue, type Statement, UniqueViolation } from './database.ts';
import { type SessionRow, sessionOf } from './sessions.ts';

const places = accountColumns.replace(/\w+/g, '?');

/** What a batch says when it did not happen for the foreseen reasons; any other error is a fault. */
const unless =
  <Outcome>(onUnique: Outcome, onNothing: Outcome) =>
  (error: unknown): Outcome => {
    if (error instanceof UniqueViolation) return onUnique;
    if (error instanceof NothingChanged) return onNothing;
    throw error;
  };

const reads = (db: Pick<Database, 'all' | 'get'>) => {
  const one = async (where: string, ...params: SqlValue[]) => {
    const row = db.get<AccountRow>(`SELECT * FROM accounts WHERE ${where}`, ...params);
    return row && accountOf(row);
  };
  return {
    find: (id) => one('id = ?', id),
    findMany: async (ids) =>
      db
        .all<AccountRow>('SELECT * FROM accounts WHERE id IN (SELECT value FROM json_each(?))', JSON.stringify(ids))
        .map(accountOf),
    findByUsername: (username) => one('username_key = ?', keyOf(username)),
    findByApiKey: (apiKeyHash) => one('api_key_hash = ?', apiKeyHash),
    findBySession: async (id) => {
      const row = db.get<SessionRow>('SELECT * FROM sessions WHERE id = ?', id);
      const account = row && (await one('id = ?', row.player));
      return account && { account, session: sessionOf(row) };
    },
    findByEmail: async (email) => ({
      owner: await one('verified_email = ?', keyOf(email)),
      claim: await one(
        'email_key = ? AND verified_email IS NULL ORDER BY created_at DESC, rowid DESC LIMIT 1',
        keyOf(email),
      ),
    }),
    botsOf: async (owner) =>
      db
        .all<AccountRow>(
          'SELECT * FROM accounts WHERE owner = ? AND deleted_at IS NULL ORDER BY created_at, rowid',
          owner,
        )
        .map(accountOf),
  } satisfies Partial<AccountStore>;
};

const addBotSql = `
  INSERT INTO accounts (${accountColumns})
  SELECT ${places}
  WHERE (SELECT COUNT(*) FROM accounts WHERE owner = ? AND deleted_at IS NULL) < ?
    AND EXISTS (SELECT 1 FROM accounts WHERE id = ? AND deleted_at IS NULL)`;

const upgradeSql = `
  UPDATE accounts SET standing = 'account', username = ?, username_key = ?, display_name = ?, email = ?, email_key = ?,
    password_hash = ?
  WHERE id = ? AND standing = 'guest' AND deleted_at IS NULL`;

const changes = (db: Pick<Database, 'write'>) =>
  ({
    add: (account, token) => {
      const insert: Statement = {
        sql: `INSERT INTO accounts (${accountColumns}) VALUES (${places})`,
        params: accountValues(account),
      };
      const batch = token ? [insert, insertToken(token)] : [insert];
      return db.write(batch).then(() => 'added' as const, unless('username-taken' as const, 'username-taken'));
    },
    addBot: (bot, most) => {
      const params = [...accountValues(bot), bot.owner, most, bot.owner];
      return db
        .write([{ sql: addBotSql, params, mustChange: true }])
        .then(() => 'added' as const, unless('username-taken' as const, 'too-many' as const));
    },
    upgrade: (account, token) => {
      const { id, username, displayName, email, passwordHash } = account;
      const params = [username, keyOf(username ?? ''), displayName, email, keyOf(email ?? ''), passwordHash, id];
      return db
        .write([{ sql: upgradeSql, params, mustChange: true }, insertToken(token)])
        .then(() => 'upgraded' as const, unless('username-taken' as const, 'not-a-guest' as const));
    },
    rename: async (id, displayName) => {
      await db.write([
        { sql: 'UPDATE accounts SET display_name = ? WHERE id = ? AND deleted_at IS NULL', params: [displayName, id] },
      ]);
    },
  }) satisfies Partial<AccountStore>;

export const createSqliteAccounts = (db: Pick<Database, 'write' | 'all' | 'get'>): AccountStore => ({
  ...reads(db),
  ...changes(db),
  ...credentialChanges(db),
});
