import type { UsedTokens } from '../../tokens/used-tokens.ts';
import type { Database } from './database.ts';

const useSql = 'INSERT INTO used_tokens (jti, expires_at) VALUES (?, ?) ON CONFLICT DO NOTHING';

export const createSqliteUsedTokens = (db: Pick<Database, 'write'>): UsedTokens => ({
  use: async (jti, expiresAt) => (await db.write([{ sql: useSql, params: [jti, expiresAt] }]))[0]?.changes === 1,
  sweep: async (now) =>
    (await db.write([{ sql: 'DELETE FROM used_tokens WHERE expires_at <= ?', params: [now] }]))[0]?.changes ?? 0,
});
