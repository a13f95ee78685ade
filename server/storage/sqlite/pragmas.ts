import type { DatabaseSync } from 'node:sqlite';

/**
 * A commit is on the disk, not only in the system's memory, before COMMIT returns. The log is copied into the database every
 * 16 MiB instead of every 4: a page that many moves touch is then copied once, and the pauses are a quarter as many.
 */
export const prepareForWriting = (db: DatabaseSync): DatabaseSync => {
  db.exec(`
    PRAGMA busy_timeout = 5000;
    PRAGMA journal_mode = WAL;
    PRAGMA synchronous = FULL;
    PRAGMA foreign_keys = ON;
    PRAGMA cache_size = -65536;
    PRAGMA wal_autocheckpoint = 4000;
  `);
  return db;
};
