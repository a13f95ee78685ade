import type { OneTimeTokens } from '../../accounts/account-store.ts';
import type { Database } from './database.ts';

const issueSql = `
  INSERT INTO one_time_tokens (hash, purpose, player, created_at, expires_at)
  SELECT ?1, ?2, ?3, ?4, ?5
  WHERE NOT EXISTS (SELECT 1 FROM one_time_tokens WHERE player = ?3 AND purpose = ?2 AND created_at > ?6)`;

export const createSqliteOneTimeTokens = (db: Pick<Database, 'write'>): OneTimeTokens => ({
  issueUnlessRecent: async ({ hash, purpose, player, createdAt, expiresAt }, since) => {
    const params = [hash, purpose, player, createdAt, expiresAt, since];
    return (await db.write([{ sql: issueSql, params }]))[0]?.changes === 1;
  },
  sweep: async (now) =>
    (await db.write([{ sql: 'DELETE FROM one_time_tokens WHERE expires_at <= ?', params: [now] }]))[0]?.changes ?? 0,
});
