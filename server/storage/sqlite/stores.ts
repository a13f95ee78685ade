import type { GameEvent } from '../../../shared/game/events.ts';
import type { Stores } from '../stores.ts';
import { createSqliteAccounts } from './accounts.ts';
import { createSqliteChat } from './chat.ts';
import { createSqliteCheckpoints } from './checkpoints.ts';
import { createSqliteDueChecks } from './due-checks.ts';
import { createSqliteEventStore } from './event-store.ts';
import { createSqliteGames } from './games.ts';
import { createSqliteKeys } from './keys.ts';
import { createSqliteLeases } from './leases.ts';
import { createSqliteLives } from './lives.ts';
import { migrations } from './migrations.ts';
import { createSqliteOneTimeTokens } from './one-time-tokens.ts';
import { openDatabase } from './open-database.ts';
import { createSqliteOperators } from './operators.ts';
import { createSqlitePortable } from './portable.ts';
import { createSqliteRatings } from './ratings.ts';
import { createSqliteSessions } from './sessions.ts';
import { createSqliteStatistics } from './statistics.ts';
import { createSqliteUsedTokens } from './used-tokens.ts';

/**
 * Opens one installation's database and gives every store of it.
 * @throws DataInUse when another process has it, NewerSchema when a newer version wrote it
 */
export const openSqliteStores = async (file: string, onLost?: (reason: string) => void): Promise<Stores> => {
  const db = await openDatabase({ file, migrations, ...(onLost ? { onLost } : {}) });
  return {
    events: createSqliteEventStore<GameEvent>(db),
    checkpoints: createSqliteCheckpoints(db),
    leases: createSqliteLeases(db),
    accounts: createSqliteAccounts(db),
    oneTimeTokens: createSqliteOneTimeTokens(db),
    sessions: createSqliteSessions(db),
    usedTokens: createSqliteUsedTokens(db),
    keys: createSqliteKeys(db),
    operators: createSqliteOperators(db),
    games: createSqliteGames(db),
    dueChecks: createSqliteDueChecks(db),
    statistics: createSqliteStatistics(db),
    ratings: createSqliteRatings(db),
    chat: createSqliteChat(db),
    lives: createSqliteLives(db),
    portable: createSqlitePortable(db),
    /** Rejects when the store does not answer: a write, because that is what players need. */
    check: async (): Promise<void> =>
      void (await db.write([{ sql: 'DELETE FROM leases WHERE name IS NULL', params: [] }])),
    [Symbol.asyncDispose]: db.close,
  };
};
