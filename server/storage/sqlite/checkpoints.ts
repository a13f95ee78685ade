import type { Checkpoints } from '../../eventing/projector.ts';
import type { Database } from './database.ts';

const move = `
  INSERT INTO checkpoints (projection, position)
  SELECT ?1, ?3 WHERE ?2 = 0 OR EXISTS (SELECT 1 FROM checkpoints WHERE projection = ?1)
  ON CONFLICT (projection) DO UPDATE SET position = excluded.position WHERE checkpoints.position = ?2`;

export const createSqliteCheckpoints = (db: Pick<Database, 'write' | 'get'>): Checkpoints => ({
  read: async (projection) =>
    db.get<{ position: number }>('SELECT position FROM checkpoints WHERE projection = ?', projection)?.position ?? 0,
  move: async (projection, from, to) => {
    const [written] = await db.write([{ sql: move, params: [projection, from, to] }]);
    return written!.changes === 1;
  },
  reset: async (projection) => {
    await db.write([{ sql: 'DELETE FROM checkpoints WHERE projection = ?', params: [projection] }]);
  },
});
