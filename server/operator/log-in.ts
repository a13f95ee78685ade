import { accept, type Result, refuse } from '../../shared/kernel/result.ts';
import type { LoginGuard } from '../http/login-guard.ts';
import type { Operator, OperatorStore } from './operator-store.ts';

export interface Passwords {
  hash(password: string): Promise<string>;
  /** Against nothing (null) it takes as long, and is false. */
  matches(password: string, passwordHash: string | null): Promise<boolean>;
}

interface Ports {
  readonly store: Pick<OperatorStore, 'find' | 'useOneTime'>;
  readonly passwords: Pick<Passwords, 'matches'>;
  readonly guard: LoginGuard;
  readonly now: () => number;
}

export interface Credentials {
  readonly name: string;
  readonly password: string;
  readonly address: string;
}

export type LoggedIn = { readonly operator: string; readonly choosing: boolean };

/**
 * Tries a name and a password. A one-time password is used up by this, and its session may only choose another.
 * @throws Problem 429 after too many failures
 */
export const logIn =
  ({ store, passwords, guard, now }: Ports) =>
  async ({ name, password, address }: Credentials): Promise<Result<LoggedIn, 'operator/wrong-password'>> => {
    const usable = ({ oneTimeUntil }: Operator): boolean => oneTimeUntil === null || oneTimeUntil > now();
    const tried = async (): Promise<LoggedIn | undefined> => {
      const operator = await store.find(name);
      const hash = operator !== undefined && usable(operator) ? operator.passwordHash : null;
      if (!(await passwords.matches(password, hash)) || operator === undefined || hash === null) return undefined;
      const choosing = operator.oneTimeUntil !== null;
      return !choosing || (await store.useOneTime(name, hash)) ? { operator: operator.name, choosing } : undefined;
    };
    const account = `operator ${name}`;
    await guard.check(account, address);
    const loggedIn = await tried().catch(async (error: unknown) => {
      await guard.succeeded(account, address);
      throw error;
    });
    await (loggedIn === undefined ? guard.failed(account, address) : guard.succeeded(account, address));
    return loggedIn === undefined ? refuse('operator/wrong-password') : accept(loggedIn);
  };
