import { createMongoOperators, operatorIndexes } from '../../../../server/storage/mongo/operators.ts';
import { operatorStoreContract } from '../../../contract/operator-store.ts';
import { serviceFor } from '../../../services.ts';
import { openTwoClients } from './two-clients.ts';

describe('operators in MongoDB', () => {
  let url: string;
  before(function () {
    url = serviceFor(this, 'mongo');
  });

  operatorStoreContract(async () => {
    const { shared, close } = await openTwoClients(url, operatorIndexes);
    return { store: shared(createMongoOperators), close };
  });
});
