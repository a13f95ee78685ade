import type { Checkpoints } from '../../eventing/projector.ts';
import type { Database } from './database.ts';

const write = `
  INSERT INTO checkpoints (projection, position) VALUES (?, ?)
  ON CONFLICT (projection) DO UPDATE SET position = excluded.position`;

export const createSqliteCheckpoints = (db: Pick<Database, 'write' | 'get'>): Checkpoints => ({
  read: async (projection) =>
    db.get<{ position: number }>('SELECT position FROM checkpoints WHERE projection = ?', projection)?.position ?? 0,
  write: async (projection, position) => {
    await db.write([{ sql: write, params: [projection, position] }]);
  },
});
