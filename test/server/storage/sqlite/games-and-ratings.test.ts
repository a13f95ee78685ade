import assert from 'node:assert/strict';
import { join } from 'node:path';
import { createSqliteChat } from '../../../../server/storage/sqlite/chat.ts';
import type { Database, SqlValue } from '../../../../server/storage/sqlite/database.ts';
import { createSqliteDueChecks } from '../../../../server/storage/sqlite/due-checks.ts';
import { createSqliteGames } from '../../../../server/storage/sqlite/games.ts';
import { migrations } from '../../../../server/storage/sqlite/migrations.ts';
import { openDatabase } from '../../../../server/storage/sqlite/open-database.ts';
import { createSqliteRatings } from '../../../../server/storage/sqlite/ratings.ts';
import { createSqliteStatistics } from '../../../../server/storage/sqlite/statistics.ts';
import { type PlayerId, playerId } from '../../../../shared/kernel/ids.ts';
import { chatStoreContract } from '../../../contract/chat-store.ts';
import { dueChecksContract } from '../../../contract/due-checks.ts';
import { gamesReadModelContract } from '../../../contract/games-read-model.ts';
import { ratingsStoreContract } from '../../../contract/ratings-store.ts';
import { statisticsStoreContract } from '../../../contract/statistics-store.ts';
import { openTemporaryDatabase, temporaryFolder } from './temporary-database.ts';

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

describe('the games of two in SQLite', () => {
  const [ann, bob] = [playerId('ann'), playerId('bob')];

  it('[PG11] they are read by an index on the two', async () => {
    const db = await openTemporaryDatabase();
    const plans: string[] = [];
    const all = <Row>(sql: string, ...params: readonly SqlValue[]): Row[] => {
      plans.push(...db.all<{ detail: string }>(`EXPLAIN QUERY PLAN ${sql}`, ...params).map(({ detail }) => detail));
      return [];
    };
    const model = createSqliteGames({ ...db, all });
    for (const viewer of [null, bob, playerId('cleo')]) {
      await model.list({ player: ann, opponent: bob, status: 'finished', variant: 'xo', viewer }, 1_000, 50);
    }
    const searches = plans.filter((detail) => detail.startsWith('SEARCH p '));
    assert.equal(searches.length, 5);
    for (const detail of searches) {
      assert.ok(detail.includes('(player=? AND opponent=? AND public=? AND created<?)'), detail);
    }
    assert.ok(!plans.some((detail) => /TEMP B-TREE|SCAN (games|p|o)\b/.test(detail)), plans.join('\n'));
    await db.close();
  });

  it('[PG13] games of before are found', async () => {
    const folder = temporaryFolder();
    const file = join(folder.path, 'octothorpe.db');
    const record = { seats: [ann, bob].map((player, at) => ({ side: at === 0 ? 'x' : 'o', index: 0, player })) };
    const before = await openDatabase({ file, migrations: migrations.slice(0, 8) });
    await before.write([
      {
        sql: `INSERT INTO games (created, id, position, status, variant, public, created_by, record)
          VALUES (1, 'g1', 1, 'finished', 'xo', 1, 'ann', ?)`,
        params: [JSON.stringify(record)],
      },
    ]);
    await before.close();
    const db = await openDatabase({ file, migrations });
    const model = createSqliteGames(db);
    const of = (player: PlayerId, opponent: PlayerId) => model.list({ player, opponent, viewer: null }, null, 10);
    assert.deepEqual([await of(ann, bob), await of(bob, ann), await of(ann, ann)], [[record], [record], []]);
    await db.close();
    folder.remove();
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
