import { join } from 'node:path';
import { type Config, databaseFile } from '../config.ts';
import { openSqliteStores } from './sqlite/stores.ts';
import type { Stores } from './stores.ts';

/** Loading the driver takes as long as the rest of a start, so only those who use it wait for it. */
export const loadMongo = () => import('./mongo/stores.ts');

interface StoreNews {
  readonly onLost?: (reason: string) => void;
  readonly onReplaced?: () => void;
}

/**
 * Opens the stores of the installation that the settings name. `onLost` is called when the embedded database is gone for good;
 * MongoDB comes back, if with another driver, which `onReplaced` hears of.
 * @throws DataInUse, NewerSchema, StoreUnavailable
 */
export const openStores = async (
  { data, mongoUrl }: Pick<Config, 'data' | 'mongoUrl'>,
  { onLost, onReplaced }: StoreNews = {},
): Promise<Stores> => {
  if (mongoUrl === undefined) return openSqliteStores(join(data, databaseFile), onLost);
  const { openMongoStores } = await loadMongo();
  return openMongoStores(mongoUrl, onReplaced);
};
