import { createMongoEventStore } from '../../../../server/storage/mongo/event-store.ts';
import { openMongoDatabase } from '../../../../server/storage/mongo/open-database.ts';
import { appendStorm } from '../../../contract/append-storm.ts';

const [url, seed] = process.argv.slice(2);
const db = await openMongoDatabase({ url: url!, indexes: [] });
await appendStorm(createMongoEventStore(db), Number(seed));
await db.close();
