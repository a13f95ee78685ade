import { createSqliteAccounts } from '../../../../server/storage/sqlite/accounts.ts';
import { createSqliteKeys } from '../../../../server/storage/sqlite/keys.ts';
import { createSqliteOneTimeTokens } from '../../../../server/storage/sqlite/one-time-tokens.ts';
import { createSqliteSessions } from '../../../../server/storage/sqlite/sessions.ts';
import { createSqliteUsedTokens } from '../../../../server/storage/sqlite/used-tokens.ts';
import { accountStoreContract } from '../../../contract/account-store.ts';
import { sessionStoreContract } from '../../../contract/session-store.ts';
import { tokenStoresContract } from '../../../contract/token-stores.ts';
import { openTemporaryDatabase } from './temporary-database.ts';

const open = async () => {
  const db = await openTemporaryDatabase();
  return {
    accounts: createSqliteAccounts(db),
    oneTimeTokens: createSqliteOneTimeTokens(db),
    sessions: createSqliteSessions(db),
    keys: createSqliteKeys(db),
    usedTokens: createSqliteUsedTokens(db),
    close: () => db.close(),
  };
};

accountStoreContract('SQLite', open);
sessionStoreContract('SQLite', open);
tokenStoresContract('SQLite', open);
