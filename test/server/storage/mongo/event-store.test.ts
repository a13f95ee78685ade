import type { Json } from '../../../../server/eventing/event-store.ts';
import { commitIndexes } from '../../../../server/storage/mongo/commit-doc.ts';
import { createMongoEventStore } from '../../../../server/storage/mongo/event-store.ts';
import { openMongoDatabase } from '../../../../server/storage/mongo/open-database.ts';
import { runIndexes } from '../../../../server/storage/mongo/run-doc.ts';
import { eventStoreContract } from '../../../contract/event-store.ts';
import { serviceFor } from '../../../services.ts';
import { freshMongoUrl } from './temporary-mongo.ts';

const indexes = [...commitIndexes, ...runIndexes];

describe('the log in MongoDB', function () {
  // Each of thousands of conflicts costs two questions over the network here.
  this.timeout(60_000);
  let url = '';
  before(function () {
    url = freshMongoUrl(serviceFor(this, 'mongo'));
  });

  eventStoreContract('MongoDB', async () => {
    const [db, other] = await Promise.all([0, 1].map(() => openMongoDatabase({ url, indexes })));
    return {
      store: createMongoEventStore<Json>(db!),
      rival: createMongoEventStore<Json>(other!),
      close: async () => {
        await db!.drop();
        await Promise.all([db!.close(), other!.close()]);
      },
    };
  });
});
