import type { AccountStore, OneTimeToken } from '../../accounts/account-store.ts';
import { type AccountDoc, ownSession, ownSessionId } from './account-documents.ts';
import type { Change, Documents, Where } from './documents.ts';

type Accounts = Pick<Documents<AccountDoc>, 'findOne' | 'updateOne' | 'updateUnlessTaken'>;

const withToken = (hash: string, purpose: OneTimeToken['purpose'], now: number): Where<AccountDoc> => ({
  tokens: { $elemMatch: { hash, purpose, expiresAt: { $gt: now } } },
  deletedAt: null,
});

const verifyEmail =
  (accounts: Accounts): AccountStore['verifyEmail'] =>
  async (hash, now) => {
    const where = withToken(hash, 'verify', now);
    const seen = await accounts.findOne(where, { fields: ['emailKey'] });
    if (!seen || seen.emailKey === null) return 'invalid';
    const outcome = await accounts.updateUnlessTaken(
      { ...where, _id: seen._id, emailKey: seen.emailKey },
      { $set: { verifiedEmail: seen.emailKey }, $pull: { tokens: { purpose: 'verify' } } },
    );
    return outcome === 'updated' ? 'verified' : 'invalid';
  };

const resetPassword =
  (accounts: Accounts): AccountStore['resetPassword'] =>
  async (hash, passwordHash, now) => {
    const where = withToken(hash, 'reset', now);
    const seen = await accounts.findOne(where, { fields: ['emailKey'] });
    if (!seen) return undefined;
    const same = { ...where, _id: seen._id, emailKey: seen.emailKey };
    const set = { passwordHash, sessions: [ownSession(seen._id)] };
    const take: Change<AccountDoc> = { $pull: { tokens: { purpose: 'reset' } } };
    const proven = seen.emailKey === null ? set : { ...set, verifiedEmail: seen.emailKey };
    const outcome = await accounts.updateUnlessTaken(same, { $set: proven, ...take });
    // Reading the mail proves the address, unless another account has it.
    const done = outcome === 'taken' ? await accounts.updateOne(same, { $set: set, ...take }) : outcome === 'updated';
    return done ? seen._id : undefined;
  };

type CredentialChanges = Pick<AccountStore, 'setApiKey' | 'verifyEmail' | 'resetPassword' | 'changePassword'>;

/** What changes who can log in; each is one write, so sessions never outlive the credential they came from. */
export const credentialChanges = (accounts: Accounts): CredentialChanges => ({
  verifyEmail: verifyEmail(accounts),
  resetPassword: resetPassword(accounts),
  setApiKey: async (id, apiKeyHash) => {
    await accounts.updateOne(
      { _id: id, deletedAt: null },
      { $set: { apiKey: apiKeyHash, sessions: [ownSession(id)] } },
    );
  },
  changePassword: (id, { from, to }, keptSession) => {
    const kept = [ownSessionId(id), keptSession];
    return accounts.updateOne(
      { _id: id, deletedAt: null, passwordHash: from },
      { $set: { passwordHash: to }, $pull: { sessions: { id: { $nin: kept } }, tokens: { purpose: 'reset' } } },
    );
  },
});
