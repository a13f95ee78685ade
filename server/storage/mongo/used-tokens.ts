import type { UsedTokens } from '../../tokens/used-tokens.ts';
import type { Stored } from './documents.ts';
import type { Index, MongoDatabase } from './open-database.ts';

export interface UsedTokenDoc extends Stored {
  readonly _id: string;
  readonly expiresAt: number;
}

export const usedTokenIndexes: readonly Index[] = [{ collection: 'used_tokens', keys: { expiresAt: 1 } }];

export const createMongoUsedTokens = (db: Pick<MongoDatabase, 'documents'>): UsedTokens => {
  const used = db.documents<UsedTokenDoc>('used_tokens');
  return {
    use: (jti, expiresAt) => used.insert({ _id: jti, expiresAt }),
    sweep: (now) => used.deleteMany({ expiresAt: { $lte: now } }),
  };
};
