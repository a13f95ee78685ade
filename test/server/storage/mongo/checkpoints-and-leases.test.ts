import { createMongoCheckpoints } from '../../../../server/storage/mongo/checkpoints.ts';
import { createMongoLeases } from '../../../../server/storage/mongo/leases.ts';
import { createMongoLives, lifeIndexes } from '../../../../server/storage/mongo/lives.ts';
import { checkpointsContract } from '../../../contract/checkpoints.ts';
import { leasesContract } from '../../../contract/leases.ts';
import { lifeStoreContract } from '../../../contract/life-store.ts';
import { serviceFor } from '../../../services.ts';
import { openTemporaryMongo } from './temporary-mongo.ts';

describe('what nodes agree on, in MongoDB', () => {
  let url = '';
  before(function () {
    url = serviceFor(this, 'mongo');
  });

  checkpointsContract('MongoDB', async () => {
    const db = await openTemporaryMongo(url, []);
    return { checkpoints: createMongoCheckpoints(db), close: db.close };
  });
  leasesContract('MongoDB', async () => {
    const db = await openTemporaryMongo(url, []);
    return { leases: createMongoLeases(db), close: db.close };
  });
  lifeStoreContract('MongoDB', async () => {
    const db = await openTemporaryMongo(url, lifeIndexes);
    return { lives: createMongoLives(db), close: db.close };
  });
});
