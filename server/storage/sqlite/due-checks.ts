import type { GameId } from '../../../shared/kernel/ids.ts';
import type { DueCheck, DueChecks } from '../../games/due-checks.ts';
import type { Database, Statement } from './database.ts';

const set = `
  INSERT INTO due_checks (game, check_at) VALUES (?, ?) ON CONFLICT (game) DO UPDATE SET check_at = excluded.check_at`;
const remove = 'DELETE FROM due_checks WHERE game = ?';
const due = 'SELECT game FROM due_checks WHERE check_at <= ? ORDER BY check_at LIMIT ?';

const statementFor = ({ game, checkAt }: DueCheck): Statement =>
  checkAt === null ? { sql: remove, params: [game] } : { sql: set, params: [game, checkAt] };

export const createSqliteDueChecks = (db: Pick<Database, 'write' | 'all'>): DueChecks => ({
  set: async (checks) => {
    if (checks.length > 0) await db.write(checks.map(statementFor));
  },
  due: async (at, limit) => db.all<{ game: GameId }>(due, at, limit).map(({ game }) => game),
  clear: async () => {
    await db.write([{ sql: 'DELETE FROM due_checks', params: [] }]);
  },
});
