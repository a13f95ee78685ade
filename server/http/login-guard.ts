import { limitKey } from './address.ts';
import { tooMany } from './problems.ts';
import type { LimitRule, RateLimiter } from './rate-limits.ts';

/**
 * Slows down guessing: so many failures per account and per address. An attempt is counted when it starts and given back
 * when it succeeds, so that many attempts at the same moment cannot slip past the count.
 */
export interface LoginGuard {
  /**
   * Before the password is looked at. `account` is what was typed, known or not.
   * @throws Problem 429 with Retry-After
   */
  check(account: string, address: string): Promise<void>;
  /** The attempt failed: it stays counted. */
  failed(account: string, address: string): Promise<void>;
  /** The attempt succeeded, or failed for a reason that is not the caller's: it does not count. */
  succeeded(account: string, address: string): Promise<void>;
}

const keysOf = (account: string, address: string): readonly [string, string] => [
  `login:account:${account.trim().toLowerCase().slice(0, 300)}`,
  `login:address:${limitKey(address)}`,
];

/** One rule for both where none is given for addresses. */
export const createLoginGuard = (limiter: RateLimiter, forAccount: LimitRule, forAddress = forAccount): LoginGuard => ({
  check: async (account, address) => {
    const [byAccount, byAddress] = keysOf(account, address);
    const first = await limiter.take(byAddress, forAddress);
    if (!first.ok) throw tooMany(first.retryAfterMs);
    const second = await limiter.take(byAccount, forAccount);
    if (second.ok) return;
    await limiter.giveBack(byAddress);
    throw tooMany(second.retryAfterMs);
  },
  failed: async () => {},
  succeeded: async (account, address) => {
    for (const key of keysOf(account, address)) await limiter.giveBack(key);
  },
});
