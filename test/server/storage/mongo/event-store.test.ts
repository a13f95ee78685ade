import { fileURLToPath } from 'node:url';
import type { Json } from '../../../../server/eventing/event-store.ts';
import { commitIndexes } from '../../../../server/storage/mongo/commit-doc.ts';
import { createMongoEventStore } from '../../../../server/storage/mongo/event-store.ts';
import { openMongoDatabase } from '../../../../server/storage/mongo/open-database.ts';
import { runIndexes } from '../../../../server/storage/mongo/run-doc.ts';
import { eventStoreContract } from '../../../contract/event-store.ts';
import { killContract } from '../../../contract/kill.ts';
import { serviceFor } from '../../../services.ts';
import { dropMongo, freshMongoUrl } from './temporary-mongo.ts';

const script = fileURLToPath(new URL('./storm-child.ts', import.meta.url));
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

  killContract('MongoDB', async () => {
    const at = freshMongoUrl(url);
    const open = async () => {
      const db = await openMongoDatabase({ url: at, indexes });
      return { store: createMongoEventStore<Json>(db), close: db.close };
    };
    await (await open()).close();
    return { script, args: [at], open, remove: () => dropMongo(at) };
  });
});
