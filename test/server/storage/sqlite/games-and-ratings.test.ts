import { createSqliteChat } from '../../../../server/storage/sqlite/chat.ts';
import { createSqliteDueChecks } from '../../../../server/storage/sqlite/due-checks.ts';
import { createSqliteGames } from '../../../../server/storage/sqlite/games.ts';
import { createSqliteRatings } from '../../../../server/storage/sqlite/ratings.ts';
import { createSqliteStatistics } from '../../../../server/storage/sqlite/statistics.ts';
import { chatStoreContract } from '../../../contract/chat-store.ts';
import { dueChecksContract } from '../../../contract/due-checks.ts';
import { gamesReadModelContract } from '../../../contract/games-read-model.ts';
import { ratingsStoreContract } from '../../../contract/ratings-store.ts';
import { statisticsStoreContract } from '../../../contract/statistics-store.ts';
import { openTemporaryDatabase } from './temporary-database.ts';

gamesReadModelContract('SQLite', async () => {
  const db = await openTemporaryDatabase();
  return { model: createSqliteGames(db), close: db.close };
});

statisticsStoreContract('SQLite', async () => {
  const db = await openTemporaryDatabase();
  return { statistics: createSqliteStatistics(db), close: db.close };
});

dueChecksContract('SQLite', async () => {
  const db = await openTemporaryDatabase();
  return { checks: createSqliteDueChecks(db), close: db.close };
});

chatStoreContract('SQLite', async () => {
  const db = await openTemporaryDatabase();
  return { chat: createSqliteChat(db), close: db.close };
});

ratingsStoreContract('SQLite', async () => {
  const db = await openTemporaryDatabase();
  return { store: createSqliteRatings(db), close: db.close };
});
