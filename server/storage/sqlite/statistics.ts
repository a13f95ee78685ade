import type { Outcome, PlayerOutcome, Statistics, StatisticsStore } from '../../games/statistics.ts';
import type { Database, Statement } from './database.ts';

const add = `
  INSERT INTO statistics (player, variant, opponents, wins, draws, losses, aborted, position) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
  ON CONFLICT (player, variant, opponents) DO UPDATE SET
    wins = wins + excluded.wins, draws = draws + excluded.draws, losses = losses + excluded.losses,
    aborted = aborted + excluded.aborted, position = excluded.position
  WHERE statistics.position < excluded.position`;
const of = `
  SELECT variant, opponents, wins, draws, losses, aborted FROM statistics WHERE player = ? ORDER BY variant, opponents`;

const counted: readonly Outcome[] = ['win', 'draw', 'loss', 'aborted'];

const statementFor = ({ player, variant, opponents, outcome, position }: PlayerOutcome): Statement => ({
  sql: add,
  params: [player, variant, opponents, ...counted.map((each) => (each === outcome ? 1 : 0)), position],
});

export const createSqliteStatistics = (db: Pick<Database, 'write' | 'all'>): StatisticsStore => ({
  add: async (outcomes) => {
    await db.write(outcomes.map(statementFor));
  },
  of: async (player) => db.all<Statistics>(of, player).map((row) => ({ ...row })),
  clear: async () => {
    await db.write([{ sql: 'DELETE FROM statistics', params: [] }]);
  },
});
