import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { Database } from './database.ts';
import { lockFolder } from './folder-lock.ts';
import { type Migration, migrate } from './migrate.ts';
import { prepareForWriting } from './pragmas.ts';
import { openReader } from './reader.ts';
import { openWriter } from './writer.ts';

interface Options {
  /** Path of the database; its folder is made when missing and is held for this process alone. */
  readonly file: string;
  readonly migrations: readonly Migration[];
}

const bringUpToDate = (file: string, migrations: readonly Migration[]): void => {
  const db = prepareForWriting(new DatabaseSync(file));
  try {
    migrate(db, migrations);
  } finally {
    db.close();
  }
};

/** Opens the file, migrating it first. Rejects with DataInUse or NewerSchema, and then holds nothing. */
export const openDatabase = async ({ file, migrations }: Options): Promise<Database> => {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  const unlock = lockFolder(file);
  try {
    bringUpToDate(file, migrations);
    const writer = await openWriter(file);
    const reader = openReader(file);
    return {
      write: writer.write,
      all: reader.all,
      get: reader.get,
      close: async () => {
        reader.close();
        await writer.close();
        unlock();
      },
    };
  } catch (error) {
    unlock();
    throw error;
  }
};
