import assert from 'node:assert/strict';
import { createSqliteChat } from '../../../../server/storage/sqlite/chat.ts';
import type { Database, SqlValue } from '../../../../server/storage/sqlite/database.ts';
import { createSqliteDueChecks } from '../../../../server/storage/sqlite/due-checks.ts';
import { createSqliteGames } from '../../../../server/storage/sqlite/games.ts';
import { createSqliteRatings } from '../../../../server/storage/sqlite/ratings.ts';
import { createSqliteStatistics } from '../../../../server/storage/sqlite/statistics.ts';
import { playerId } from '../../../../shared/kernel/ids.ts';
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

describe('the games read model in SQLite', () => {
  let db: Database;
  before(async () => {
    db = await openTemporaryDatabase();
  });
  after(() => db.close());
  const bob = playerId('bob');
  const viewers = [null, playerId('ann'), bob];
  const filters = [undefined, bob].flatMap((player) =>
    [undefined, 'playing' as const].flatMap((status) =>
      [undefined, 'xo' as const].flatMap((variant) => viewers.map((viewer) => ({ player, status, variant, viewer }))),
    ),
  );

  it('[PG11] every list is read in the order of an index that names all it asks for', async () => {
    const plans: string[][] = [];
    const all = <Row>(sql: string, ...params: readonly SqlValue[]): Row[] => {
      plans.push(db.all<{ detail: string }>(`EXPLAIN QUERY PLAN ${sql}`, ...params).map(({ detail }) => detail));
      return [];
    };
    const model = createSqliteGames({ ...db, all });
    for (const filter of filters) await model.list(filter, 1_000, 50);
    assert.equal(plans.length, filters.length);
    for (const [index, plan] of plans.entries()) {
      const { player, status, variant } = filters[index]!;
      const asked = [player && 'player=? AND public=?', variant && 'variant=?', status && 'status=?', 'created<?'];
      const columns = asked.filter((each) => each !== undefined).join(' AND ');
      const searches = plan.filter((detail) => /INDEX game(s|_players)_/.test(detail));
      assert.ok(searches.length > 0);
      for (const detail of searches) assert.ok(detail.includes(`(${columns})`), `${detail} for ${columns}`);
      assert.ok(!plan.some((detail) => /TEMP B-TREE|SCAN (games|p|o)\b/.test(detail)), plan.join('\n'));
    }
  });
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
