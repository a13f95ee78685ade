import type { Migration } from '../migrate.ts';

/**
 * `username_key`, `email_key` and `verified_email` are lower-case. Any number of accounts may claim an e-mail address,
 * one has it verified. A deleted account keeps its row, so that its id never means anyone else.
 */
export const identity: Migration = {
  id: 2,
  name: 'identity',
  sql: `
    CREATE TABLE accounts (
      id TEXT PRIMARY KEY,
      standing TEXT NOT NULL,
      username TEXT,
      username_key TEXT UNIQUE,
      display_name TEXT NOT NULL,
      email TEXT,
      email_key TEXT,
      verified_email TEXT UNIQUE,
      password_hash TEXT,
      api_key_hash TEXT UNIQUE,
      owner TEXT,
      created_at INTEGER NOT NULL,
      deleted_at INTEGER
    ) STRICT;
    CREATE INDEX accounts_email ON accounts (email_key, created_at) WHERE email_key IS NOT NULL;
    CREATE INDEX accounts_owner ON accounts (owner) WHERE owner IS NOT NULL;
    CREATE INDEX accounts_guests ON accounts (created_at) WHERE standing = 'guest';

    CREATE TABLE sessions (
      id TEXT PRIMARY KEY,
      player TEXT NOT NULL,
      family_hash TEXT NOT NULL,
      chain_key TEXT NOT NULL,
      generation INTEGER NOT NULL,
      created_at INTEGER NOT NULL,
      rotated_at INTEGER NOT NULL,
      expires_at INTEGER NOT NULL,
      user_agent TEXT NOT NULL,
      address TEXT NOT NULL
    ) STRICT;
    CREATE INDEX sessions_player ON sessions (player, rotated_at);
    CREATE INDEX sessions_expiry ON sessions (expires_at);

    CREATE TABLE one_time_tokens (
      hash TEXT PRIMARY KEY,
      purpose TEXT NOT NULL,
      player TEXT NOT NULL,
      created_at INTEGER NOT NULL,
      expires_at INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX one_time_tokens_player ON one_time_tokens (player, purpose, created_at);
    CREATE INDEX one_time_tokens_expiry ON one_time_tokens (expires_at);

    CREATE TABLE signing_keys (
      kid TEXT PRIMARY KEY,
      public_jwk TEXT NOT NULL,
      private_jwk TEXT NOT NULL,
      created_at INTEGER NOT NULL
    ) STRICT;

    CREATE TABLE used_tokens (
      jti TEXT PRIMARY KEY,
      expires_at INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX used_tokens_expiry ON used_tokens (expires_at);
  `,
};
