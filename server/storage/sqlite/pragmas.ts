import type { DatabaseSync } from 'node:sqlite';

/** A commit is on the disk, not only in the system's memory, before COMMIT returns. */
export const prepareForWriting = (db: DatabaseSync): DatabaseSync => {
  db.exec(`
    PRAGMA busy_timeout = 5000;
    PRAGMA journal_mode = WAL;
    PRAGMA synchronous = FULL;
    PRAGMA foreign_keys = ON;
    PRAGMA cache_size = -65536;
  `);
  return db;
};
