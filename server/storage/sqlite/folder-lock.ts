import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

/** Another process (or another opening in this one) works on the same folder. */
export class DataInUse extends Error {
  override readonly name = 'DataInUse';
}

/** SQLITE_BUSY (https://sqlite.org/rescode.html); anything else is trouble with the disk or the file's owner. */
const busyCode = 5;

/**
 * Holds the folder of `file` for this process. The lock lies on a file of its own, `lock.db`, since an exclusive lock
 * on the database would shut out our own readers; the system drops it when the process dies, however that happens.
 */
export const lockFolder = (file: string): (() => void) => {
  const folder = dirname(file);
  const lock = new DatabaseSync(join(folder, 'lock.db'), { timeout: 0 });
  try {
    lock.exec('BEGIN EXCLUSIVE');
  } catch (cause) {
    lock.close();
    if ((cause as { errcode?: number }).errcode !== busyCode) throw cause;
    throw new DataInUse(`the data in ${folder} is in use by another process`, { cause });
  }
  return () => lock.close();
};
