/**
 * Counts failed logins per account and per address, so that guessing is slow. `account` is what was typed, lower-case,
 * whether or not there is such an account; it must be kept no longer than the window.
 */
export interface LoginGuard {
  /** Seconds until another try is allowed, 0 when it is now. */
  check(account: string, address: string): Promise<number>;
  failed(account: string, address: string): Promise<void>;
  /** Forgets the account's failures, not the address's. */
  succeeded(account: string): Promise<void>;
}
