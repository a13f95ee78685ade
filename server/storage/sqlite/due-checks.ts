import type { DueCheck, DueChecks, NextCheck } from '../../games/due-checks.ts';
import type { Database, Statement } from './database.ts';

const bringForward = `
  INSERT INTO due_checks (game, check_at) VALUES (?, ?)
  ON CONFLICT (game) DO UPDATE SET check_at = MIN(check_at, excluded.check_at)`;
const remove = 'DELETE FROM due_checks WHERE game = ?';
const putOff = 'UPDATE due_checks SET check_at = ? WHERE game = ? AND check_at = ?';
const removeMade = 'DELETE FROM due_checks WHERE game = ? AND check_at = ?';
const due = 'SELECT game, check_at AS checkAt FROM due_checks WHERE check_at <= ? ORDER BY check_at LIMIT ?';

const statementFor = ({ game, checkAt }: NextCheck): Statement =>
  checkAt === null ? { sql: remove, params: [game] } : { sql: bringForward, params: [game, checkAt] };

export const createSqliteDueChecks = (db: Pick<Database, 'write' | 'all'>): DueChecks => ({
  bringForward: async (checks) => {
    if (checks.length > 0) await db.write(checks.map(statementFor));
  },
  made: async ({ game, checkAt }, next) => {
    const statement =
      next === null ? { sql: removeMade, params: [game, checkAt] } : { sql: putOff, params: [next, game, checkAt] };
    await db.write([statement]);
  },
  due: async (at, limit) => db.all<DueCheck>(due, at, limit).map(({ game, checkAt }) => ({ game, checkAt })),
  clear: async () => {
    await db.write([{ sql: 'DELETE FROM due_checks', params: [] }]);
  },
});
