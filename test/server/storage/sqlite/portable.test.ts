import { portableContract } from '../../../contract/portable.ts';
import { openTemporarySqliteStores } from './temporary-stores.ts';

portableContract('SQLite', openTemporarySqliteStores);
