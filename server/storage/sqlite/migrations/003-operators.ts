import type { Migration } from '../migrate.ts';

/**
 * A one-time password has an end (`one_time_until`, ms) and leaves no password behind once it is used. Session tokens are
 * kept as SHA-256; a session with `choosing` may only set a new password.
 */
export const operators: Migration = {
  id: 3,
  name: 'operators',
  sql: `
    CREATE TABLE operators (
      name TEXT PRIMARY KEY,
      password_hash TEXT,
      one_time_until INTEGER
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE operator_sessions (
      token_hash TEXT PRIMARY KEY,
      operator TEXT NOT NULL REFERENCES operators (name) ON DELETE CASCADE,
      choosing INTEGER NOT NULL,
      expires_at INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX operator_sessions_by_operator ON operator_sessions (operator);
    CREATE INDEX operator_sessions_by_end ON operator_sessions (expires_at);
  `,
};
