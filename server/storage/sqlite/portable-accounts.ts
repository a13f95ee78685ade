import { playerId } from '../../../shared/kernel/ids.ts';
import { inPages } from '../in-pages.ts';
import type { PortablePart, PortableRecord } from '../portable.ts';
import { type AccountRow, accountColumns, accountOf, accountValues, insertToken } from './account-rows.ts';
import type { Database, Statement } from './database.ts';
import { type SessionRow, sessionOf } from './sessions.ts';

type AccountRecord = PortableRecord<'account'>;

interface TokenRow {
  readonly hash: string;
  readonly purpose: 'verify' | 'reset' | 'notice';
  readonly player: string;
  readonly created_at: number;
  readonly expires_at: number;
}

const page = 'SELECT * FROM accounts WHERE id > ? ORDER BY id LIMIT ?';
const theirs = (table: string, order: string): string =>
  `SELECT * FROM ${table} WHERE player IN (SELECT value FROM json_each(?)) ORDER BY ${order}`;
const [sessionsOf, tokensOf] = [theirs('sessions', 'id'), theirs('one_time_tokens', 'hash')];

const insertAccount = `
  INSERT INTO accounts (${accountColumns}, deleted_at) VALUES (${accountColumns.replace(/\w+/g, '?')}, ?)`;
const insertSession = `
  INSERT INTO sessions
    (id, player, family_hash, chain_key, generation, created_at, rotated_at, expires_at, user_agent, address)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`;

const byPlayer = <Row extends { readonly player: string }>(rows: readonly Row[]) =>
  Map.groupBy(rows, ({ player }) => player);

const sessionRecord = (row: SessionRow): AccountRecord['sessions'][number] => {
  const { player, ...session } = sessionOf(row);
  return session;
};

const tokenRecord = ({ hash, purpose, created_at, expires_at }: TokenRow): AccountRecord['oneTimeTokens'][number] => ({
  ...{ hash, purpose, createdAt: created_at, expiresAt: expires_at },
});

const recordsOf = (db: Pick<Database, 'all'>, rows: readonly AccountRow[]): readonly AccountRecord[] => {
  const ids = JSON.stringify(rows.map(({ id }) => id));
  const sessions = byPlayer(db.all<SessionRow>(sessionsOf, ids));
  const tokens = byPlayer(db.all<TokenRow>(tokensOf, ids));
  return rows.map((row) => {
    const { deleted, ...account } = accountOf(row);
    return {
      ...account,
      deletedAt: row.deleted_at,
      sessions: (sessions.get(row.id) ?? []).map(sessionRecord),
      oneTimeTokens: (tokens.get(row.id) ?? []).map(tokenRecord),
    };
  });
};

const insertions = ({ sessions, oneTimeTokens, deletedAt, ...account }: AccountRecord): readonly Statement[] => {
  const id = playerId(account.id);
  const owner = account.owner === null ? null : playerId(account.owner);
  const values = accountValues({ ...account, id, owner, deleted: deletedAt !== null });
  return [
    { sql: insertAccount, params: [...values, deletedAt] },
    ...sessions.map((each) => ({
      sql: insertSession,
      params: [
        ...[each.id, id, each.familyHash, each.chainKey, each.generation, each.createdAt, each.rotatedAt],
        ...[each.expiresAt, each.userAgent, each.address],
      ],
    })),
    ...oneTimeTokens.map((token) => insertToken({ ...token, player: id })),
  ];
};

export const portableAccounts = (db: Pick<Database, 'write' | 'all'>): PortablePart<AccountRecord> => ({
  dump: async function* () {
    const rows = inPages<AccountRow>((last, limit) => db.all<AccountRow>(page, last?.id ?? '', limit));
    for await (const each of rows) yield* recordsOf(db, each);
  },
  load: async (records) => {
    if (records.length > 0) await db.write(records.flatMap(insertions));
  },
});
