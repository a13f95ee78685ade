import type { PlayerId } from '../../../shared/kernel/ids.ts';
import { deletedName } from '../../accounts/account.ts';
import type { AccountStore } from '../../accounts/account-store.ts';
import { type AccountDoc, nobodys, ownSession } from './account-documents.ts';
import type { Documents } from './documents.ts';

type Accounts = Pick<Documents<AccountDoc>, 'find' | 'updateOne' | 'deleteMany'>;

const anonymise = (accounts: Accounts, id: PlayerId, at: number): Promise<boolean> => {
  const none = nobodys(id);
  const nothing = { username: null, email: null, emailKey: null, passwordHash: null, tokens: [] };
  const freed = { usernameKey: none, verifiedEmail: none, apiKey: none, place: none, sessions: [ownSession(id)] };
  return accounts.updateOne(
    { _id: id, deletedAt: null },
    { $set: { ...nothing, ...freed, displayName: deletedName, deletedAt: at } },
  );
};

const anonymiseBots = async (accounts: Accounts, owner: PlayerId, at: number): Promise<void> => {
  const bots = await accounts.find({ owner, deletedAt: null }, { fields: ['_id'] });
  for (const { _id } of bots) await anonymise(accounts, _id, at);
};

/** Bots of accounts that were deleted since `before`: a bot that was being made meanwhile, or whose remover died. */
const removeOrphans = async (accounts: Accounts, before: number): Promise<void> => {
  const owners = await accounts.find({ owns: { $gte: 0 }, deletedAt: { $gte: 0 } }, { fields: ['deletedAt'] });
  for (const { _id, deletedAt } of owners) {
    await anonymiseBots(accounts, _id, deletedAt!);
    if (deletedAt! < before) await accounts.updateOne({ _id }, { $set: { owns: null } });
  }
};

export const removals = (accounts: Accounts): Pick<AccountStore, 'remove' | 'sweepGuests'> => ({
  // Bots first: dying in between leaves an owner who can ask again. And last, for one that came meanwhile.
  remove: async (id, at) => {
    await anonymiseBots(accounts, id, at);
    await anonymise(accounts, id, at);
    await anonymiseBots(accounts, id, at);
  },
  sweepGuests: async (before) => {
    await removeOrphans(accounts, before);
    return accounts.deleteMany({ standing: 'guest', createdAt: { $lt: before }, 'sessions.1': { $exists: false } });
  },
});
