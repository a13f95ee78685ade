import { join } from 'node:path';
import { type Config, databaseFile } from '../config.ts';
import { openSqliteStores } from './sqlite/stores.ts';
import type { Stores } from './stores.ts';

/**
 * Opens the stores of the installation that the settings name. `onLost` is called when the embedded database is gone for good;
 * MongoDB comes back.
 * @throws DataInUse, NewerSchema, StoreUnavailable
 */
export const openStores = async (
  { data, mongoUrl }: Pick<Config, 'data' | 'mongoUrl'>,
  onLost?: (reason: string) => void,
): Promise<Stores> => {
  if (mongoUrl === undefined) return openSqliteStores(join(data, databaseFile), onLost);
  // Loading the driver takes as long as the rest of a start, so only those who use it wait for it.
  const { openMongoStores } = await import('./mongo/stores.ts');
  return openMongoStores(mongoUrl);
};
