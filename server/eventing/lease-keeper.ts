import type { Leases } from './leases.ts';

/** How a node takes part in work that one node at a time may do. */
export interface LeaseTerms {
  readonly leases: Leases;
  /** This node. */
  readonly holder: string;
  readonly ttlMs: number;
  /** ms since the epoch. */
  readonly now: () => number;
}

/** `kept` is a lease that was never let go since it was last asked for; `taken` may have been another's in between. */
export type Holding = 'kept' | 'taken' | 'not-ours';

/**
 * Asks the store only when a third of the lease is gone, so that a busy holder does not write at each step; whoever was
 * refused asks again after as long.
 */
export const createLeaseKeeper = (name: string, { leases, holder, ttlMs, now }: LeaseTerms) => {
  /** Not before: a clock that was set back says nothing of how long ago it is. */
  const isLately = (since: number): boolean => since >= 0 && since < ttlMs / 3;
  let askedAt = Number.NEGATIVE_INFINITY;
  let refusedAt = Number.NEGATIVE_INFINITY;
  return {
    hold: async (): Promise<Holding> => {
      const time = now();
      const since = time - askedAt;
      if (isLately(since)) return 'kept';
      if (isLately(time - refusedAt)) return 'not-ours';
      askedAt = Number.NEGATIVE_INFINITY;
      if (!(await leases.acquire(name, holder, ttlMs, time))) {
        refusedAt = time;
        return 'not-ours';
      }
      askedAt = time;
      return since >= 0 && since < ttlMs ? 'kept' : 'taken';
    },
    release: (): Promise<void> => leases.release(name, holder),
  };
};
