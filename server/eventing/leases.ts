/** Work that one node at a time may do, held for a while and renewed while it goes on. */
export interface Leases {
  /**
   * True when `holder` has `name` until `now + ttlMs` (ms): it was free or expired, or is the holder's already and is renewed.
   * Nodes compare their own clocks, so `ttlMs` must be well above their difference.
   */
  acquire(name: string, holder: string, ttlMs: number, now: number): Promise<boolean>;
  /** Gives it up early; does nothing when someone else holds it. */
  release(name: string, holder: string): Promise<void>;
}
