import { accountIndexes } from '../../../../server/storage/mongo/account-documents.ts';
import { createMongoAccounts } from '../../../../server/storage/mongo/accounts.ts';
import { createMongoKeys } from '../../../../server/storage/mongo/keys.ts';
import { createMongoOneTimeTokens } from '../../../../server/storage/mongo/one-time-tokens.ts';
import { createMongoSessions } from '../../../../server/storage/mongo/sessions.ts';
import { createMongoUsedTokens, usedTokenIndexes } from '../../../../server/storage/mongo/used-tokens.ts';
import { accountStoreContract } from '../../../contract/account-store.ts';
import { sessionStoreContract } from '../../../contract/session-store.ts';
import { tokenStoresContract } from '../../../contract/token-stores.ts';
import { serviceFor } from '../../../services.ts';
import { openTwoClients } from './two-clients.ts';

describe('identity in MongoDB', () => {
  let url: string;
  before(function () {
    url = serviceFor(this, 'mongo');
  });

  const open = async () => {
    const { shared, close } = await openTwoClients(url, [...accountIndexes, ...usedTokenIndexes]);
    return {
      accounts: shared(createMongoAccounts),
      oneTimeTokens: shared(createMongoOneTimeTokens),
      sessions: shared(createMongoSessions),
      keys: shared(createMongoKeys),
      usedTokens: shared(createMongoUsedTokens),
      close,
    };
  };

  accountStoreContract('MongoDB', open);
  sessionStoreContract('MongoDB', open);
  tokenStoresContract('MongoDB', open);
});
