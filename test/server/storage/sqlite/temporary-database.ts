import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Database } from '../../../../server/storage/sqlite/database.ts';
import { migrations } from '../../../../server/storage/sqlite/migrations.ts';
import { openDatabase } from '../../../../server/storage/sqlite/open-database.ts';

/** A folder that the caller removes. */
export const temporaryFolder = (): { path: string; remove(): void } => {
  const path = mkdtempSync(join(tmpdir(), 'octo-'));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
};

/** A fresh database with the whole schema; `close` removes its folder too. */
export const openTemporaryDatabase = async (): Promise<Database> => {
  const folder = temporaryFolder();
  const db = await openDatabase({ file: join(folder.path, 'octothorpe.db'), migrations });
  return {
    ...db,
    close: async () => {
      await db.close();
      folder.remove();
    },
  };
};
