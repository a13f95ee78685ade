import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { Answer, Batch, BatchAnswer, DecodedStatement, Failure } from './batch.ts';
import { createBatchDecoder } from './batch.ts';
import type { SqlValue, Written } from './database.ts';
import { NothingChanged } from './database.ts';

/** SQLITE_CONSTRAINT_UNIQUE and SQLITE_CONSTRAINT_PRIMARYKEY (https://sqlite.org/rescode.html). */
const uniqueCodes: readonly (number | undefined)[] = [2067, 1555];

const failureOf = (error: unknown): Failure => {
  const { errcode, message } = error as Error & { errcode?: number };
  if (uniqueCodes.includes(errcode)) return { kind: 'unique', message };
  return { kind: error instanceof NothingChanged ? 'nothing-changed' : 'error', message };
};

type RunStatement = (statement: DecodedStatement) => number | Written;

interface Prepared {
  readonly statement: StatementSync;
  readonly returnsRows: boolean;
}

/** Statements are prepared at first use, so that a faulty text fails its own write only. */
const statementRunner = (db: DatabaseSync, texts: readonly string[]): RunStatement => {
  const prepared: Prepared[] = [];
  const prepare = (sql: number): Prepared => {
    const statement = db.prepare(texts[sql]!);
    const fresh = { statement, returnsRows: statement.columns().length > 0 };
    prepared[sql] = fresh;
    return fresh;
  };
  return ({ sql, params, mustChange }) => {
    const { statement, returnsRows } = prepared[sql] ?? prepare(sql);
    const rows = returnsRows ? (statement.all(...params) as Record<string, SqlValue>[]) : [];
    const changes = returnsRows ? rows.length : Number(statement.run(...params).changes);
    if (mustChange && changes === 0) throw new NothingChanged(texts[sql]);
    return returnsRows ? { changes, rows } : changes;
  };
};

/** No savepoint: SQLite itself undoes a single statement that fails. */
const runSingle = (run: RunStatement, statement: DecodedStatement): Answer => {
  try {
    const answer = run(statement);
    return typeof answer === 'number' ? answer : [answer];
  } catch (error) {
    return failureOf(error);
  }
};

const severalRunner = (db: DatabaseSync, run: RunStatement) => {
  const [savepoint, release, undo] = [db.prepare('SAVEPOINT w'), db.prepare('RELEASE w'), db.prepare('ROLLBACK TO w')];
  const written = (answer: number | Written): Written =>
    typeof answer === 'number' ? { changes: answer, rows: [] } : answer;
  return (statements: readonly DecodedStatement[]): Answer => {
    let answer: Answer;
    savepoint.run();
    try {
      answer = statements.map((statement) => written(run(statement)));
    } catch (error) {
      answer = failureOf(error);
      if (db.isTransaction) undo.run();
    }
    if (db.isTransaction) release.run();
    return answer;
  };
};

/** Runs each batch as one transaction, in which a write that fails undoes only itself. Returns after COMMIT. */
export const createBatchRunner = (db: DatabaseSync): ((batch: Batch) => BatchAnswer) => {
  const [begin, commit] = [db.prepare('BEGIN IMMEDIATE'), db.prepare('COMMIT')];
  const texts: string[] = [];
  const run = statementRunner(db, texts);
  const runSeveral = severalRunner(db, run);

  const runAll = (ops: readonly SqlValue[]): Answer[] => {
    const answers: Answer[] = [];
    const batch = createBatchDecoder(ops);
    while (!batch.done()) {
      const statements = batch.write();
      const answer = statements.length === 1 ? runSingle(run, statements[0]!) : runSeveral(statements);
      // A full disk or an I/O error ends the transaction: what went before is undone too, and nothing may follow.
      if (!db.isTransaction) throw new Error((answer as Failure).message);
      answers.push(answer);
    }
    return answers;
  };

  return ({ sqls, ops }) => {
    texts.push(...sqls);
    try {
      begin.run();
      const answers = runAll(ops);
      commit.run();
      return { answers };
    } catch (error) {
      if (db.isTransaction) db.exec('ROLLBACK');
      return { failed: (error as Error).message };
    }
  };
};
