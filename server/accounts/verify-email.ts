import { accept, type Result, refuse } from '../../shared/kernel/result.ts';
import { fingerprint } from '../secrets.ts';
import type { AccountStore } from './account-store.ts';

interface Needs {
  readonly accounts: Pick<AccountStore, 'verifyEmail'>;
  readonly now: () => number;
}

/** The link of a verification mail was followed. */
export const verifyEmail =
  ({ accounts, now }: Needs) =>
  async (token: string): Promise<Result<null, 'account/invalid-token'>> =>
    (await accounts.verifyEmail(fingerprint(token), now())) === 'verified'
      ? accept(null)
      : refuse('account/invalid-token');
