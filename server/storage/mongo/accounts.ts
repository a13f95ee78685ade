import type { PlayerId } from '../../../shared/kernel/ids.ts';
import type { AccountStore } from '../../accounts/account-store.ts';
import { keyOf } from '../../accounts/names.ts';
import { type AccountDoc, accountFields, accountOf, docOf, keyOrNull, tokenPart } from './account-documents.ts';
import { addBot } from './bots.ts';
import { credentialChanges } from './credentials.ts';
import type { Documents, Where } from './documents.ts';
import { createLookUp } from './look-ups.ts';
import type { MongoDatabase } from './open-database.ts';
import { removals } from './removals.ts';
import { sessionIn } from './sessions.ts';

type Accounts = Documents<AccountDoc>;

type Reads = Pick<AccountStore, `find${string}` & keyof AccountStore> & Pick<AccountStore, 'botsOf'>;

const reads = (accounts: Pick<Accounts, 'find' | 'findOne'>): Reads => {
  const one = async (where: Where<AccountDoc>, sort: { createdAt?: -1; _id?: -1 } = {}) => {
    const found = await accounts.findOne(where, { fields: accountFields, sort });
    return found && accountOf(found);
  };
  const byId = createLookUp({
    find: (ids) => accounts.find({ _id: { $in: ids as PlayerId[] } }, { fields: accountFields }),
    keysOf: ({ _id }) => [_id],
  });
  const bySession = createLookUp({
    find: (ids) => accounts.find({ 'sessions.id': { $in: ids } }, { fields: [...accountFields, 'sessions'] }),
    keysOf: ({ sessions }) => sessions.map(({ id }) => id),
  });
  return {
    find: (id) => one({ _id: id }),
    findMany: async (ids) => {
      const found = await byId(ids);
      return [...new Set(ids)].flatMap((id) => found.get(id) ?? []).map(accountOf);
    },
    findByUsername: (username) => one({ usernameKey: keyOf(username) }),
    findByApiKey: (apiKeyHash) => one({ apiKey: apiKeyHash }),
    findBySession: async (id) => {
      const found = (await bySession([id])).get(id);
      const session = found && sessionIn(found, id);
      return session && { account: accountOf(found), session };
    },
    findByEmail: async (email) => {
      const key = keyOf(email);
      const unverified = { emailKey: key, verifiedEmail: { $ne: key } };
      const [owner, claim] = await Promise.all([
        one({ verifiedEmail: key }),
        one(unverified, { createdAt: -1, _id: -1 }),
      ]);
      return { owner, claim };
    },
    botsOf: async (owner) => {
      const sort = { createdAt: 1, _id: 1 } as const;
      return (await accounts.find({ owner, deletedAt: null }, { fields: accountFields, sort })).map(accountOf);
    },
  };
};

const changes = (accounts: Accounts): Pick<AccountStore, 'add' | 'upgrade' | 'rename'> => ({
  add: async (account, token) => ((await accounts.insert(docOf(account, token))) ? 'added' : 'username-taken'),
  upgrade: async ({ id, username, displayName, email, passwordHash }, token) => {
    const { usernameKey, emailKey } = { usernameKey: keyOf(username ?? ''), emailKey: keyOrNull(email) };
    const given = { standing: 'account' as const, username, usernameKey, displayName, email, emailKey, passwordHash };
    const outcome = await accounts.updateUnlessTaken(
      { _id: id, standing: 'guest', deletedAt: null },
      { $set: given, $push: { tokens: tokenPart(token) } },
    );
    if (outcome === 'taken') return 'username-taken';
    return outcome === 'updated' ? 'upgraded' : 'not-a-guest';
  },
  rename: async (id: PlayerId, displayName) => {
    await accounts.updateOne({ _id: id, deletedAt: null }, { $set: { displayName } });
  },
});

export const createMongoAccounts = (db: Pick<MongoDatabase, 'documents'>): AccountStore => {
  const accounts = db.documents<AccountDoc>('accounts');
  return {
    ...reads(accounts),
    ...changes(accounts),
    ...credentialChanges(accounts),
    ...removals(accounts),
    addBot: addBot(accounts),
  };
};
