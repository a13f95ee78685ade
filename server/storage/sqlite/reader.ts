import { DatabaseSync, type StatementSync } from 'node:sqlite';
import type { Database, SqlValue } from './database.ts';

const mostStatements = 500;

/** A read-only connection on this thread; each read sees everything that was acknowledged before it. */
export const openReader = (file: string): Pick<Database, 'all' | 'get'> & { close(): void } => {
  const db = new DatabaseSync(file, { readOnly: true, timeout: 1000 });
  const prepared = new Map<string, StatementSync>();
  const statementFor = (sql: string): StatementSync => {
    const known = prepared.get(sql);
    if (known) return known;
    if (prepared.size >= mostStatements) prepared.clear();
    const fresh = db.prepare(sql);
    prepared.set(sql, fresh);
    return fresh;
  };
  return {
    all: <Row>(sql: string, ...params: readonly SqlValue[]) => statementFor(sql).all(...params) as Row[],
    get: <Row>(sql: string, ...params: readonly SqlValue[]) => statementFor(sql).get(...params) as Row | undefined,
    close: () => db.close(),
  };
};
