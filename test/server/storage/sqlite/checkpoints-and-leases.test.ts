import { createSqliteCheckpoints } from '../../../../server/storage/sqlite/checkpoints.ts';
import { createSqliteLeases } from '../../../../server/storage/sqlite/leases.ts';
import { checkpointsContract } from '../../../contract/checkpoints.ts';
import { leasesContract } from '../../../contract/leases.ts';
import { openTemporaryDatabase } from './temporary-database.ts';

checkpointsContract('SQLite', async () => {
  const db = await openTemporaryDatabase();
  return { checkpoints: createSqliteCheckpoints(db), close: db.close };
});

leasesContract('SQLite', async () => {
  const db = await openTemporaryDatabase();
  return { leases: createSqliteLeases(db), close: db.close };
});
