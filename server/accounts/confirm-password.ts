import { accept, type Result, refuse } from '../../shared/kernel/result.ts';
import type { LoginGuard } from '../http/login-guard.ts';
import type { Account } from './account.ts';
import { guarded } from './guarded.ts';
import { keyOf } from './names.ts';
import type { Passwords } from './passwords.ts';

export interface ConfirmNeeds {
  readonly passwords: Pick<Passwords, 'matches'>;
  readonly guard: LoginGuard;
}

/**
 * Whether a logged-in account knows its password; failures count like failed logins.
 * @throws Problem 429 after too many failures
 */
export const confirmPassword = (
  { passwords, guard }: ConfirmNeeds,
  account: Account,
  password: string,
  address: string,
): Promise<Result<null, 'auth/wrong-password'>> =>
  guarded(guard, { account: keyOf(account.username ?? account.id), address }, async () =>
    (await passwords.matches(password, account.passwordHash)) ? accept(null) : refuse('auth/wrong-password'),
  );
