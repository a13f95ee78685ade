import { randomBytes } from 'node:crypto';
import type { OperatorStore } from './operator-store.ts';

const day = 86_400_000;
const names = /^[a-z0-9_-]{2,32}$/;

export class InvalidOperatorName extends Error {
  override readonly name = 'InvalidOperatorName';
}

interface Ports {
  readonly store: Pick<OperatorStore, 'reset'>;
  readonly hash: (password: string) => Promise<string>;
  readonly now: () => number;
}

/**
 * Makes an operator, or resets one who forgot the password; either way its sessions end. The password that is returned
 * is kept nowhere, works once within a day, and only to choose another.
 * @throws InvalidOperatorName
 */
export const createOperator =
  ({ store, hash, now }: Ports) =>
  async (name: string): Promise<{ readonly password: string }> => {
    if (!names.test(name)) throw new InvalidOperatorName('an operator name is 2 to 32 of a-z, 0-9, _ and -');
    const password = randomBytes(15).toString('base64url');
    await store.reset(name, await hash(password), now() + day);
    return { password };
  };
