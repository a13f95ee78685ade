import { createSqliteLives } from '../../../../server/storage/sqlite/lives.ts';
import { lifeStoreContract } from '../../../contract/life-store.ts';
import { openTemporaryDatabase } from './temporary-database.ts';

lifeStoreContract('SQLite', async () => {
  const db = await openTemporaryDatabase();
  return { lives: createSqliteLives(db), close: db.close };
});
