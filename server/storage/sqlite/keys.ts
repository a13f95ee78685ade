import type { KeyStore, StoredKey } from '../../tokens/key-store.ts';
import type { Database } from './database.ts';

interface KeyRow {
  readonly kid: string;
  readonly public_jwk: string;
  readonly private_jwk: string;
  readonly created_at: number;
}

const keyOf = (row: KeyRow): StoredKey => ({
  kid: row.kid,
  publicJwk: JSON.parse(row.public_jwk) as StoredKey['publicJwk'],
  privateJwk: JSON.parse(row.private_jwk) as StoredKey['privateJwk'],
  createdAt: row.created_at,
});

const addSql = 'INSERT INTO signing_keys (kid, public_jwk, private_jwk, created_at) VALUES (?, ?, ?, ?)';

/** Private keys lie in the database as they are; whoever reads it is the installation. */
export const createSqliteKeys = (db: Pick<Database, 'write' | 'all'>): KeyStore => ({
  list: async () => db.all<KeyRow>('SELECT * FROM signing_keys ORDER BY created_at, kid').map(keyOf),
  add: async ({ kid, publicJwk, privateJwk, createdAt }) => {
    const params = [kid, JSON.stringify(publicJwk), JSON.stringify(privateJwk), createdAt];
    await db.write([{ sql: addSql, params }]);
  },
  remove: async (kid) => {
    await db.write([{ sql: 'DELETE FROM signing_keys WHERE kid = ?', params: [kid] }]);
  },
});
