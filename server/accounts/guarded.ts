import type { Result } from '../../shared/kernel/result.ts';
import type { LoginGuard } from '../http/login-guard.ts';
import { Problem } from '../http/problem.ts';
import { TooBusy } from './passwords.ts';
import { type IdentityRefusal, problemOf } from './refusals.ts';

const told = (error: unknown): unknown => {
  if (!(error instanceof Problem) || error.status !== 429) return error;
  const { headers } = error;
  return new Problem(429, 'auth/too-many-attempts', 'Too many failed attempts; wait a little.', { headers });
};

interface Attempt {
  /** What was typed, or whose password is asked for. */
  readonly account: string;
  readonly address: string;
}

/**
 * One try of a password: refused while there were too many failures, counted when it fails. A server that is too busy
 * to hash is not the caller's failure.
 * @throws Problem 429 `auth/too-many-attempts` with Retry-After
 */
export const guarded = async <Value, Refusal extends IdentityRefusal>(
  guard: LoginGuard,
  { account, address }: Attempt,
  work: () => Promise<Result<Value, Refusal>>,
): Promise<Result<Value, Refusal>> => {
  await guard.check(account, address).catch((error: unknown) => Promise.reject(told(error)));
  try {
    const result = await work();
    await (result.ok ? guard.succeeded(account, address) : guard.failed(account, address));
    return result;
  } catch (error) {
    await guard.succeeded(account, address);
    throw error instanceof TooBusy ? problemOf('auth/busy') : error;
  }
};

/** The same answer to being too busy where no password is tried. */
export const notWhenBusy = async <Value>(work: Promise<Value>): Promise<Value> => {
  try {
    return await work;
  } catch (error) {
    throw error instanceof TooBusy ? problemOf('auth/busy') : error;
  }
};
