import type { Leases } from '../../eventing/leases.ts';
import type { Database } from './database.ts';

const acquire = `
  INSERT INTO leases (name, holder, until) VALUES (?1, ?2, ?3)
  ON CONFLICT (name) DO UPDATE SET holder = excluded.holder, until = excluded.until
  WHERE leases.holder = excluded.holder OR leases.until <= ?4`;

export const createSqliteLeases = (db: Pick<Database, 'write'>): Leases => ({
  acquire: async (name, holder, ttlMs, now) => {
    const [written] = await db.write([{ sql: acquire, params: [name, holder, now + ttlMs, now] }]);
    return written!.changes === 1;
  },
  release: async (name, holder) => {
    await db.write([{ sql: 'DELETE FROM leases WHERE name = ? AND holder = ?', params: [name, holder] }]);
  },
});
