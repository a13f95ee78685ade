import type { AccountStore, OneTimeTokens } from './account-store.ts';

const guestLifeMs = 30 * 24 * 60 * 60 * 1000;

interface Expiring {
  sweep(now: number): Promise<number>;
}

interface Needs {
  readonly accounts: Pick<AccountStore, 'sweepGuests'>;
  readonly oneTimeTokens: Pick<OneTimeTokens, 'sweep'>;
  readonly sessions: Expiring;
  readonly usedTokens: Expiring;
  readonly keys: { rotate(): Promise<void> };
}

/**
 * Removes what has expired: one-time tokens, marks of used intratokens, sessions, and then guests older than 30 days
 * whom no session can reach any more; rotates the signing keys when it is time. To be called every hour or so.
 */
export const sweepExpired =
  ({ accounts, oneTimeTokens, sessions, usedTokens, keys }: Needs) =>
  async (now: number): Promise<void> => {
    await oneTimeTokens.sweep(now);
    await usedTokens.sweep(now);
    await sessions.sweep(now);
    await accounts.sweepGuests(now - guestLifeMs);
    await keys.rotate();
  };
