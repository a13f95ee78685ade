/** Remembers what may be used once. Every adapter passes `test/contract/token-stores.ts`. */
export interface UsedTokens {
  /** True exactly once for each `jti`, durably, until a sweep after `expiresAt` (ms). */
  use(jti: string, expiresAt: number): Promise<boolean>;
  sweep(now: number): Promise<number>;
}
