import type { Operator, OperatorSession, OperatorStore } from '../../operator/operator-store.ts';
import type { Database, Statement } from './database.ts';

const upsert = `
  INSERT INTO operators (name, password_hash, one_time_until) VALUES (?, ?, ?)
  ON CONFLICT (name) DO UPDATE SET password_hash = excluded.password_hash, one_time_until = excluded.one_time_until`;
const useUp = `
  UPDATE operators SET password_hash = NULL, one_time_until = NULL
  WHERE name = ? AND password_hash = ? AND one_time_until IS NOT NULL`;
const setPassword = 'UPDATE operators SET password_hash = ?, one_time_until = NULL WHERE name = ?';
const addSession = 'INSERT INTO operator_sessions (token_hash, operator, choosing, expires_at) VALUES (?, ?, ?, ?)';
const findOperator = `
  SELECT name, password_hash AS passwordHash, one_time_until AS oneTimeUntil FROM operators WHERE name = ?`;
const findSession = `
  SELECT operator, choosing, expires_at AS expiresAt FROM operator_sessions WHERE token_hash = ?`;

const endSessions = (name: string): Statement => ({
  sql: 'DELETE FROM operator_sessions WHERE operator = ?',
  params: [name],
});

export const createSqliteOperators = (db: Pick<Database, 'write' | 'get'>): OperatorStore => {
  const write = async (...statements: readonly Statement[]): Promise<void> => {
    await db.write(statements);
  };
  return {
    reset: (name, hash, until) => write({ sql: upsert, params: [name, hash, until] }, endSessions(name)),
    find: async (name) => db.get<Operator>(findOperator, name),
    useOneTime: async (name, hash) => {
      const [written] = await db.write([{ sql: useUp, params: [name, hash] }]);
      return written!.changes === 1;
    },
    choose: (name, hash) => write({ sql: setPassword, params: [hash, name] }, endSessions(name)),
    openSession: (hash, { operator, choosing, expiresAt }) =>
      write({ sql: addSession, params: [hash, operator, choosing ? 1 : 0, expiresAt] }),
    findSession: async (hash) => {
      const row = db.get<Omit<OperatorSession, 'choosing'> & { choosing: number }>(findSession, hash);
      return row && { ...row, choosing: row.choosing === 1 };
    },
    closeSession: (hash) => write({ sql: 'DELETE FROM operator_sessions WHERE token_hash = ?', params: [hash] }),
    sweep: (now) => write({ sql: 'DELETE FROM operator_sessions WHERE expires_at <= ?', params: [now] }),
  };
};
