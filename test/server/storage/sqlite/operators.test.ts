import { createSqliteOperators } from '../../../../server/storage/sqlite/operators.ts';
import { operatorStoreContract } from '../../../contract/operator-store.ts';
import { openTemporaryDatabase } from './temporary-database.ts';

describe('operators in SQLite', () => {
  operatorStoreContract(async () => {
    const db = await openTemporaryDatabase();
    return { store: createSqliteOperators(db), close: db.close };
  });
});
