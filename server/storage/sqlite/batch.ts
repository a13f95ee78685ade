import type { SqlValue, Statement, Written } from './database.ts';

/**
 * What crosses the thread border. Cloning object trees costs more than SQLite's own work for a row, so a batch is one
 * flat array: for each write its number of statements, then for each statement the number of its SQL text, whether it
 * must change something (1 or 0), the number of its parameters, and the parameters.
 */
export interface Batch {
  /** SQL texts that the worker has not seen; the first has number `known`, the next `known + 1`. */
  readonly sqls: readonly string[];
  readonly ops: readonly SqlValue[];
}

export interface Failure {
  readonly kind: 'unique' | 'nothing-changed' | 'error';
  readonly message: string;
}

/** The common answer, the changes of a single statement without rows, is a bare number. */
export type Answer = number | Written[] | Failure;

/** The answers of a batch in order; `failed` when the transaction as a whole did not happen. */
export type BatchAnswer = { readonly answers: readonly Answer[] } | { readonly failed: string };

/** Appends one write to the flat array; `numberOf` gives each SQL text its number. */
export const encodeWrite = (
  ops: SqlValue[],
  statements: readonly Statement[],
  numberOf: (sql: string) => number,
): void => {
  ops.push(statements.length);
  for (const { sql, params, mustChange } of statements) {
    ops.push(numberOf(sql), mustChange ? 1 : 0, params.length);
    for (const param of params) ops.push(param);
  }
};

export interface DecodedStatement {
  readonly sql: number;
  readonly mustChange: boolean;
  readonly params: readonly SqlValue[];
}

/** Reads the flat array back, one statement a call of `next`, one write a call of `count`. */
export const decoder = (ops: readonly SqlValue[]) => {
  let at = 0;
  return {
    done: (): boolean => at >= ops.length,
    count: (): number => ops[at++] as number,
    next: (): DecodedStatement => {
      const first = at + 3;
      const end = first + (ops[at + 2] as number);
      const statement = { sql: ops[at] as number, mustChange: ops[at + 1] === 1, params: ops.slice(first, end) };
      at = end;
      return statement;
    },
  };
};
