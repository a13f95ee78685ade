import type { LeaseTerms } from './lease-keeper.ts';
import type { Wait } from './wait.ts';

/** Somebody else has the lease and keeps renewing it. */
export class LeaseTaken extends Error {
  override readonly name = 'LeaseTaken';
}

/**
 * Does something while nobody else can have the lease: waits as long as one who died may still have it, renews it meanwhile, and
 * gives it up at the end.
 * @throws LeaseTaken when it is being renewed by another, or was lost while the work was done
 */
export const underLease = async (
  name: string,
  { leases, holder, ttlMs, now }: LeaseTerms,
  wait: Wait,
  work: () => Promise<void>,
): Promise<void> => {
  const acquire = () => leases.acquire(name, holder, ttlMs, now());
  const done = new AbortController();
  const until = now() + 1.5 * ttlMs;
  while (!(await acquire())) {
    if (now() >= until) throw new LeaseTaken(`${name} is being worked on by a running server`);
    await wait(ttlMs / 6, done.signal);
  }
  const renew = async (): Promise<void> => {
    for (;;) {
      await wait(ttlMs / 3, done.signal);
      if (done.signal.aborted) return;
      if (!(await acquire())) throw new LeaseTaken(`${name} was taken over by a running server`);
    }
  };
  try {
    await Promise.race([work(), renew()]);
  } finally {
    done.abort();
    await leases.release(name, holder);
  }
};
