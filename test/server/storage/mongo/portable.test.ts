import assert from 'node:assert/strict';
import { openMongoStores } from '../../../../server/storage/mongo/stores.ts';
import {
  comparable,
  dumpAll,
  furnish,
  loadAll,
  type OpenStores,
  portableContract,
} from '../../../contract/portable.ts';
import { serviceFor } from '../../../services.ts';
import { openTemporarySqliteStores } from '../sqlite/temporary-stores.ts';
import { dropMongo, freshMongoUrl } from './temporary-mongo.ts';

describe('an installation that moves', () => {
  let mongoUrl: string;
  before(function () {
    mongoUrl = serviceFor(this, 'mongo');
  });

  const openMongo = async (): Promise<OpenStores> => {
    const url = freshMongoUrl(mongoUrl);
    const stores = await openMongoStores(url);
    return {
      stores,
      close: async () => {
        await stores[Symbol.asyncDispose]();
        await dropMongo(url);
      },
    };
  };

  portableContract('MongoDB', openMongo);

  it('[PO4] from SQLite to MongoDB and back nothing is changed', async () => {
    const [first, mongo, second] = [
      await openTemporarySqliteStores(),
      await openMongo(),
      await openTemporarySqliteStores(),
    ];
    await furnish(first.stores);
    const dumped = await dumpAll(first.stores.portable);
    await loadAll(mongo.stores.portable, dumped);
    const moved = await dumpAll(mongo.stores.portable);
    assert.deepEqual(comparable(moved), comparable(dumped));
    await loadAll(second.stores.portable, moved);
    assert.deepEqual(comparable(await dumpAll(second.stores.portable)), comparable(dumped));
    for (const { close } of [first, mongo, second]) await close();
  });
});
