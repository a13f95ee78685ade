import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { parentPort, workerData } from 'node:worker_threads';
import type { Answer, Batch, BatchAnswer, DecodedStatement, Failure } from './batch.ts';
import { decoder } from './batch.ts';
import type { SqlValue, Written } from './database.ts';
import { prepareForWriting } from './pragmas.ts';

const uniqueKey = 2067;
const primaryKey = 1555;

class NothingChanged extends Error {}

const failureOf = (error: unknown): Failure => {
  const { errcode, message } = error as Error & { errcode?: number };
  if (errcode === uniqueKey || errcode === primaryKey) return { kind: 'unique', message };
  return { kind: error instanceof NothingChanged ? 'nothing-changed' : 'error', message };
};

interface Prepared {
  readonly statement: StatementSync;
  readonly returnsRows: boolean;
}

const db = prepareForWriting(new DatabaseSync((workerData as { file: string }).file));
const begin = db.prepare('BEGIN IMMEDIATE');
const commit = db.prepare('COMMIT');
const savepoint = db.prepare('SAVEPOINT w');
const release = db.prepare('RELEASE w');
const rollbackTo = db.prepare('ROLLBACK TO w');
const texts: string[] = [];
const prepared: Prepared[] = [];

/** Prepared at first use, so that a faulty text fails its own write only. */
const preparedFor = (sql: number): Prepared => {
  const known = prepared[sql];
  if (known) return known;
  const statement = db.prepare(texts[sql]!);
  const fresh = { statement, returnsRows: statement.columns().length > 0 };
  prepared[sql] = fresh;
  return fresh;
};

const run = ({ sql, params, mustChange }: DecodedStatement): number | Written => {
  const { statement, returnsRows } = preparedFor(sql);
  if (returnsRows) {
    const rows = statement.all(...params) as Record<string, SqlValue>[];
    if (mustChange && rows.length === 0) throw new NothingChanged(texts[sql]);
    return { changes: rows.length, rows };
  }
  const changes = Number(statement.run(...params).changes);
  if (mustChange && changes === 0) throw new NothingChanged(texts[sql]);
  return changes;
};

const written = (answer: number | Written): Written =>
  typeof answer === 'number' ? { changes: answer, rows: [] } : answer;

/** No savepoint: SQLite itself undoes a single statement that fails. */
const single = (statement: DecodedStatement): Answer => {
  try {
    const answer = run(statement);
    return typeof answer === 'number' ? answer : [answer];
  } catch (error) {
    return failureOf(error);
  }
};

const several = (statements: readonly DecodedStatement[]): Answer => {
  savepoint.run();
  let answer: Answer;
  try {
    answer = statements.map((statement) => written(run(statement)));
  } catch (error) {
    answer = failureOf(error);
    if (db.isTransaction) rollbackTo.run();
  }
  if (db.isTransaction) release.run();
  return answer;
};

const runAll = (ops: readonly SqlValue[]): Answer[] => {
  const answers: Answer[] = [];
  const from = decoder(ops);
  while (!from.done()) {
    const count = from.count();
    const answer = count === 1 ? single(from.next()) : several(Array.from({ length: count }, from.next));
    answers.push(answer);
    // A full disk or an I/O error ends the transaction: what went before is undone too, and nothing may follow.
    if (!db.isTransaction) throw new Error((answer as Failure).message);
  }
  return answers;
};

const runBatch = ({ sqls, ops }: Batch): BatchAnswer => {
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

const port = parentPort!;
port.on('message', (message: Batch | 'close') => {
  if (message === 'close') {
    db.close();
    port.close();
  } else port.postMessage(runBatch(message));
});
port.postMessage('ready');
