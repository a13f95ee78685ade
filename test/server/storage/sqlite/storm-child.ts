import { createSqliteEventStore } from '../../../../server/storage/sqlite/event-store.ts';
import { migrations } from '../../../../server/storage/sqlite/migrations.ts';
import { openDatabase } from '../../../../server/storage/sqlite/open-database.ts';
import { appendStorm } from '../../../contract/append-storm.ts';

const [file, seed] = process.argv.slice(2);
const db = await openDatabase({ file: file!, migrations });
await appendStorm(createSqliteEventStore(db), Number(seed));
await db.close();
