/** What SQLite can hold; a Date or undefined is refused by the compiler here because SQLite would take it as NULL or throw. */
export type SqlValue = string | number | bigint | null | Uint8Array;

export interface Statement {
  readonly sql: string;
  readonly params: readonly SqlValue[];
  /** The whole batch is undone, and rejected with NothingChanged, when this statement changes no row. */
  readonly mustChange?: boolean;
}

/** Rows changed by each statement of a batch, in order; `rows` are what a RETURNING clause gave. */
export interface Written {
  readonly changes: number;
  readonly rows: readonly Record<string, SqlValue>[];
}

/** A UNIQUE or PRIMARY KEY was violated; the whole batch was undone. */
export class UniqueViolation extends Error {
  override readonly name = 'UniqueViolation';
}

/** A statement marked `mustChange` changed nothing; the whole batch was undone. */
export class NothingChanged extends Error {
  override readonly name = 'NothingChanged';
}

/**
 * One SQLite file: a single writer in a worker thread with group commit, and a read-only connection on this thread.
 * `write` is atomic and durable (fsync) once it resolves, and what it wrote is seen by every later read.
 */
export interface Database {
  write(statements: readonly Statement[]): Promise<readonly Written[]>;
  all<Row>(sql: string, ...params: readonly SqlValue[]): Row[];
  get<Row>(sql: string, ...params: readonly SqlValue[]): Row | undefined;
  close(): Promise<void>;
}
