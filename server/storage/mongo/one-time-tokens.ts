import type { OneTimeTokens } from '../../accounts/account-store.ts';
import { type AccountDoc, tokenPart } from './account-documents.ts';
import { expireParts } from './expire-parts.ts';
import type { MongoDatabase } from './open-database.ts';

/** One-time tokens lie in their account's document: taking one and what it is taken for are one write. */
export const createMongoOneTimeTokens = (db: Pick<MongoDatabase, 'documents'>): OneTimeTokens => {
  const accounts = db.documents<AccountDoc>('accounts');
  return {
    issueUnlessRecent: (token, since) => {
      const recent = { $elemMatch: { purpose: token.purpose, createdAt: { $gt: since } } };
      return accounts.updateOne(
        { _id: token.player, tokens: { $not: recent } },
        { $push: { tokens: tokenPart(token) } },
      );
    },
    sweep: (now) => expireParts(accounts, 'tokens', now),
  };
};
