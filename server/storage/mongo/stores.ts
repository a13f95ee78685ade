import type { GameEvent } from '../../../shared/game/events.ts';
import type { Stores } from '../stores.ts';
import { accountIndexes } from './account-documents.ts';
import { createMongoAccounts } from './accounts.ts';
import { chatIndexes, createMongoChat } from './chat.ts';
import { createMongoCheckpoints } from './checkpoints.ts';
import { commitIndexes } from './commit-doc.ts';
import { createMongoDueChecks, dueCheckIndexes } from './due-checks.ts';
import { createMongoEventStore } from './event-store.ts';
import { createMongoGames, gameIndexes } from './games.ts';
import { createMongoKeys } from './keys.ts';
import { createMongoLeases } from './leases.ts';
import { createMongoLives, lifeIndexes } from './lives.ts';
import { createMongoOneTimeTokens } from './one-time-tokens.ts';
import { type Index, openMongoDatabase } from './open-database.ts';
import { createMongoOperators, operatorIndexes } from './operators.ts';
import { createMongoPortable } from './portable.ts';
import { createMongoRatings, ratingIndexes } from './ratings.ts';
import { runIndexes } from './run-doc.ts';
import { createMongoSessions } from './sessions.ts';
import { createMongoStatistics, statisticsIndexes } from './statistics.ts';
import { createMongoUsedTokens, usedTokenIndexes } from './used-tokens.ts';

const indexes: readonly Index[] = [
  ...[commitIndexes, runIndexes, lifeIndexes, accountIndexes, usedTokenIndexes, operatorIndexes],
  ...[gameIndexes, dueCheckIndexes, statisticsIndexes, ratingIndexes, chatIndexes],
].flat();

/**
 * Opens the database that the URL names and gives every store of the installation in it. Several processes may. `onReplaced` hears
 * of a driver that did not come back by itself.
 * @throws StoreUnavailable when it does not answer within seconds, NewerSchema when a newer version wrote it
 */
export const openMongoStores = async (url: string, onReplaced?: () => void): Promise<Stores> => {
  const db = await openMongoDatabase({ url, indexes, onReplaced });
  const checkpoints = createMongoCheckpoints(db);
  return {
    events: createMongoEventStore<GameEvent>(db),
    checkpoints,
    leases: createMongoLeases(db),
    accounts: createMongoAccounts(db),
    oneTimeTokens: createMongoOneTimeTokens(db),
    sessions: createMongoSessions(db),
    usedTokens: createMongoUsedTokens(db),
    keys: createMongoKeys(db),
    operators: createMongoOperators(db),
    games: createMongoGames(db),
    dueChecks: createMongoDueChecks(db),
    statistics: createMongoStatistics(db),
    ratings: createMongoRatings(db),
    chat: createMongoChat(db),
    lives: createMongoLives(db),
    portable: createMongoPortable(db),
    // Answered once a majority has nothing left to write before it, as any write is.
    check: () => checkpoints.reset('nothing'),
    [Symbol.asyncDispose]: db.close,
  };
};
