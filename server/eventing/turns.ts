import { createLeaseKeeper, type LeaseTerms } from './lease-keeper.ts';

type Work = () => Promise<void>;

/** Work that comes round, and that one node at a time does. */
export interface Turns {
  /** The same work, done only while this node has the lease of that name; for `ttlMs`, where the usual is too short. */
  of(name: string, work: Work, ttlMs?: number): Work;
  /** Gives all of it up, so that another node goes on at once. */
  release(): Promise<void>;
}

/** Without `lease` this process is the only one. What the store does not say counts as not having the lease. */
export const createTurns = (
  lease: LeaseTerms | undefined,
  report: { leaseFailed(work: string, error: unknown): void },
): Turns => {
  const releases = new Map<string, Work>();
  return {
    of: (name, work, ttlMs) => {
      if (!lease) return work;
      const keeper = createLeaseKeeper(name, { ...lease, ttlMs: ttlMs ?? lease.ttlMs });
      releases.set(name, keeper.release);
      return async () => {
        const holding = await keeper.hold().catch((error) => {
          report.leaseFailed(name, error);
          return 'not-ours' as const;
        });
        if (holding !== 'not-ours') await work();
      };
    },
    release: async () => {
      const released = [...releases].map(([name, release]) =>
        release().catch((error) => report.leaseFailed(name, error)),
      );
      await Promise.all(released);
    },
  };
};
