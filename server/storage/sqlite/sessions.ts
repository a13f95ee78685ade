import { playerId } from '../../../shared/kernel/ids.ts';
import type { Session, SessionStore } from '../../tokens/session-store.ts';
import { type Database, NothingChanged } from './database.ts';

export interface SessionRow {
  readonly id: string;
  readonly player: string;
  readonly family_hash: string;
  readonly chain_key: string;
  readonly generation: number;
  readonly created_at: number;
  readonly rotated_at: number;
  readonly expires_at: number;
  readonly user_agent: string;
  readonly address: string;
}

export const sessionOf = (row: SessionRow): Session => ({
  id: row.id,
  player: playerId(row.player),
  familyHash: row.family_hash,
  chainKey: row.chain_key,
  generation: row.generation,
  createdAt: row.created_at,
  rotatedAt: row.rotated_at,
  expiresAt: row.expires_at,
  userAgent: row.user_agent,
  address: row.address,
});

/** The condition makes a login lose that was begun with a password which is not the account's any more. */
const addSql = `
  INSERT INTO sessions
    (id, player, family_hash, chain_key, generation, created_at, rotated_at, expires_at, user_agent, address)
  SELECT ?, id, ?, ?, ?, ?, ?, ?, ?, ? FROM accounts
  WHERE id = ? AND deleted_at IS NULL AND COALESCE(password_hash, api_key_hash, '') = ?`;

const trimSql = `
  DELETE FROM sessions WHERE player = ?1 AND id NOT IN
    (SELECT id FROM sessions WHERE player = ?1 ORDER BY rotated_at DESC, rowid DESC LIMIT ?2)`;

const rotateSql =
  'UPDATE sessions SET generation = ?1, rotated_at = ?2, expires_at = ?3 WHERE id = ?4 AND generation = ?1 - 1';

const addSession =
  (db: Pick<Database, 'write'>): SessionStore['add'] =>
  async (session, credential, most) => {
    const { id, player, familyHash, chainKey, generation, createdAt, rotatedAt, expiresAt, userAgent, address } =
      session;
    const values = [id, familyHash, chainKey, generation, createdAt, rotatedAt, expiresAt, userAgent, address];
    try {
      await db.write([
        { sql: addSql, params: [...values, player, credential], mustChange: true },
        { sql: trimSql, params: [player, most] },
      ]);
      return true;
    } catch (error) {
      if (error instanceof NothingChanged) return false;
      throw error;
    }
  };

export const createSqliteSessions = (db: Pick<Database, 'write' | 'all' | 'get'>): SessionStore => ({
  add: addSession(db),
  find: async (id) => {
    const row = db.get<SessionRow>('SELECT * FROM sessions WHERE id = ?', id);
    return row && sessionOf(row);
  },
  list: async (player) =>
    db
      .all<SessionRow>('SELECT * FROM sessions WHERE player = ? ORDER BY rotated_at DESC, rowid DESC', player)
      .map(sessionOf),
  rotate: async (id, generation, at, expiresAt) =>
    (await db.write([{ sql: rotateSql, params: [generation, at, expiresAt, id] }]))[0]?.changes === 1,
  remove: async (id) =>
    (await db.write([{ sql: 'DELETE FROM sessions WHERE id = ?', params: [id] }]))[0]?.changes === 1,
  sweep: async (now) =>
    (await db.write([{ sql: 'DELETE FROM sessions WHERE expires_at <= ?', params: [now] }]))[0]?.changes ?? 0,
});
