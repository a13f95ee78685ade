import { join } from 'node:path';
import { openSqliteStores } from '../../../../server/storage/sqlite/stores.ts';
import type { OpenStores } from '../../../contract/portable.ts';
import { temporaryFolder } from './temporary-database.ts';

/** The stores of a fresh installation; `close` removes its folder too. */
export const openTemporarySqliteStores = async (): Promise<OpenStores> => {
  const folder = temporaryFolder();
  const stores = await openSqliteStores(join(folder.path, 'octothorpe.db'));
  return {
    stores,
    close: async () => {
      await stores[Symbol.asyncDispose]();
      folder.remove();
    },
  };
};
