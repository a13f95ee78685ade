import type { DatabaseSync } from 'node:sqlite';
import { NewerSchema } from '../newer-schema.ts';

/** A numbered step of the schema: `id` counts from 1 without gaps, `sql` may hold several statements. */
export interface Migration {
  readonly id: number;
  readonly name: string;
  readonly sql: string;
}

const versionOf = (db: DatabaseSync): number => Number(db.prepare('PRAGMA user_version').get()?.user_version);

/** The DDL and its number stand or fall together: SQLite keeps `user_version` in the transaction. */
const step = (db: DatabaseSync, { id, name, sql }: Migration): void => {
  db.exec('BEGIN IMMEDIATE');
  try {
    db.exec(sql);
    db.exec(`PRAGMA user_version = ${id}`);
    db.exec('COMMIT');
  } catch (cause) {
    if (db.isTransaction) db.exec('ROLLBACK');
    throw new Error(`migration ${id} (${name}) failed: ${(cause as Error).message}`, { cause });
  }
};

/** Brings the schema up to the last migration, one transaction each. Throws NewerSchema when it is beyond that already. */
export const migrate = (db: DatabaseSync, migrations: readonly Migration[]): void => {
  const unordered = migrations.find(({ id }, index) => id !== index + 1);
  if (unordered) throw new Error(`migration ${unordered.id} (${unordered.name}) is out of order`);
  const version = versionOf(db);
  if (version > migrations.length)
    throw new NewerSchema(`the data is at schema ${version}, this release knows only ${migrations.length}`);
  for (const migration of migrations.slice(version)) step(db, migration);
};
