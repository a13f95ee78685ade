import type { SqlValue, Statement, Written } from './database.ts';

/**
 * What crosses the thread border. Cloning object trees costs more than SQLite's own work for a row, so a batch is one
 * flat array: for each write its number of statements, then for each statement the number of its SQL text, whether it
 * must change something (1 or 0), the number of its parameters, and the parameters.
 */
export interface Batch {
  /** SQL texts that the worker has not seen yet, numbered on from those it has. */
  readonly sqls: readonly string[];
  readonly ops: readonly SqlValue[];
}

export interface Failure {
  readonly kind: 'unique' | 'nothing-changed' | 'error';
  readonly message: string;
}

/** The common answer, the changes of a single statement without rows, is a bare number. */
export type Answer = number | Written[] | Failure;

/** The answers of a batch in order; `failed` when the transaction as a whole did not happen, as far as is known. */
export type BatchAnswer = { readonly answers: readonly Answer[] } | { readonly failed: string };

/** Gathers writes into batches. Numbers are never given up, so SQL texts must be constants with their values in `params`. */
export const createBatchEncoder = () => {
  const numbers = new Map<string, number>();
  let sqls: string[] = [];
  let ops: SqlValue[] = [];
  const numberOf = (sql: string): number => {
    const known = numbers.get(sql);
    if (known !== undefined) return known;
    sqls.push(sql);
    numbers.set(sql, numbers.size);
    return numbers.size - 1;
  };
  return {
    add: (statements: readonly Statement[]): void => {
      ops.push(statements.length);
      for (const { sql, params, mustChange } of statements) {
        ops.push(numberOf(sql), mustChange ? 1 : 0, params.length);
        for (const param of params) ops.push(param);
      }
    },
    take: (): Batch => {
      const batch = { sqls, ops };
      [sqls, ops] = [[], []];
      return batch;
    },
  };
};

export interface DecodedStatement {
  readonly sql: number;
  readonly mustChange: boolean;
  readonly params: readonly SqlValue[];
}

/** Reads the flat array back, one write a call of `write`. */
export const createBatchDecoder = (ops: readonly SqlValue[]) => {
  let at = 0;
  const statement = (): DecodedStatement => {
    const first = at + 3;
    const end = first + (ops[at + 2] as number);
    const decoded = { sql: ops[at] as number, mustChange: ops[at + 1] === 1, params: ops.slice(first, end) };
    at = end;
    return decoded;
  };
  return {
    done: (): boolean => at >= ops.length,
    write: (): DecodedStatement[] => {
      const count = ops[at++] as number;
      return Array.from({ length: count }, statement);
    },
  };
};
