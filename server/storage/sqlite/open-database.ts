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
  /** Path of the database; its folder is made when missing, and is held for this process alone. */
  readonly file: string;
  readonly migrations: readonly Migration[];
  /** Called once if the writer ends by itself; nothing can be written any more then. */
  readonly onLost?: (reason: string) => void;
}

const bringUpToDate = (file: string, migrations: readonly Migration[]): void => {
  const db = prepareForWriting(new DatabaseSync(file));
  try {
    migrate(db, migrations);
  } finally {
    db.close();
  }
};

/**
 * Opens the file, migrating it first. Rejects with DataInUse or NewerSchema, and then holds nothing. `close` waits for
 * the writes that are under way; later ones are rejected with StoreUnavailable.
 */
export const openDatabase = async ({ file, migrations, onLost = () => undefined }: Options): Promise<Database> => {
  await using opened = new AsyncDisposableStack();
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  opened.defer(lockFolder(file));
  bringUpToDate(file, migrations);
  const reader = opened.adopt(openReader(file), ({ close }) => close());
  const writer = opened.adopt(await openWriter(file, onLost), ({ close }) => close());
  const held = opened.move();
  return { write: writer.write, all: reader.all, get: reader.get, close: () => held.disposeAsync() };
};
