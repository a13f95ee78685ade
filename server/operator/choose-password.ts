import { accept, type Result, refuse } from '../../shared/kernel/result.ts';
import type { Passwords } from './log-in.ts';
import type { OperatorStore } from './operator-store.ts';

export type ChoiceRefusal = 'operator/password-length' | 'operator/passwords-differ';

const [shortest, longest] = [12, 128];

interface Ports {
  readonly store: Pick<OperatorStore, 'choose'>;
  readonly passwords: Pick<Passwords, 'hash'>;
}

/** Sets the lasting password; every session of the operator ends. */
export const choosePassword =
  ({ store, passwords }: Ports) =>
  async (operator: string, password: string, again: string): Promise<Result<null, ChoiceRefusal>> => {
    if (password.length < shortest || password.length > longest) return refuse('operator/password-length');
    if (password !== again) return refuse('operator/passwords-differ');
    await store.choose(operator, await passwords.hash(password));
    return accept(null);
  };
