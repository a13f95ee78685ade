import { join } from 'node:path';
import { databaseFile } from '../../server/config.ts';
import { migrations } from '../../server/storage/sqlite/migrations.ts';
import { openDatabase } from '../../server/storage/sqlite/open-database.ts';

/** Game 0 again and again, under other names. */
const copies = `
  WITH RECURSIVE copy (number) AS (SELECT ?1 UNION ALL SELECT number + 1 FROM copy WHERE number + 1 < ?2)
  INSERT INTO commits (stream, version, commit_id, at, milestone, events)
  SELECT 'copy' || number, version, commit_id, at, milestone, events
  FROM copy CROSS JOIN commits WHERE stream = 'game0' ORDER BY number, version`;
// A rebuild leaves out the one projection that is no read model.
const allKnown = "INSERT INTO checkpoints (projection, position) VALUES ('rematches', 0) ON CONFLICT DO NOTHING";
const allSeen = 'UPDATE checkpoints SET position = (SELECT max(position) FROM commits)';

/**
 * Makes a log that `fillLog` began `events` long. Read models do not learn of what is added, which is read as if they had:
 * it is the log that shall be long.
 */
export const lengthenSqliteLog = async (data: string, events: number): Promise<void> => {
  const db = await openDatabase({ file: join(data, databaseFile), migrations });
  try {
    const { length } = db.get<{ length: number }>("SELECT max(version) AS length FROM commits WHERE stream = 'game0'")!;
    const { count } = db.get<{ count: number }>('SELECT count(DISTINCT stream) AS count FROM commits')!;
    const wanted = Math.ceil(events / length);
    for (let from = count; from < wanted; from += 10_000)
      await db.write([{ sql: copies, params: [from, Math.min(from + 10_000, wanted)] }]);
    await db.write([allKnown, allSeen].map((sql) => ({ sql, params: [] })));
  } finally {
    await db.close();
  }
};
