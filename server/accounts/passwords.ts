import { hash, verify } from '@node-rs/argon2';

/**
 * OWASP Password Storage Cheat Sheet: argon2id with 19 MiB, two passes, one lane. The library's default algorithm is
 * argon2id, version 19.
 */
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

/** Too many hashes wait; the caller answers 503. */
export class TooBusy extends Error {
  override readonly name = 'TooBusy';
}

export interface Passwords {
  hash(password: string): Promise<string>;
  /** Against nothing (null) it takes as long, and is false. */
  matches(password: string, passwordHash: string | null): Promise<boolean>;
}

/** NFKC, so that one password typed on two keyboards is one password. */
const normal = (password: string): string => password.normalize('NFKC');

/** Runs at most `width` at once and lets `most` wait: each hash holds 19 MiB and one of the pool's four threads. */
const limited = (width: number, most: number) => {
  const waiting: (() => void)[] = [];
  let running = 0;
  const turn = (): Promise<void> => {
    if (running < width) {
      running += 1;
      return Promise.resolve();
    }
    if (waiting.length >= most) return Promise.reject(new TooBusy('too many passwords wait to be hashed'));
    return new Promise((resolve) => waiting.push(resolve));
  };
  const done = (): void => {
    const next = waiting.shift();
    if (next) next();
    else running -= 1;
  };
  return async <Value>(work: () => Promise<Value>): Promise<Value> => {
    await turn();
    try {
      return await work();
    } finally {
      done();
    }
  };
};

/** @param width how many passwords are hashed at once @param most how many may wait before TooBusy is thrown */
export const createPasswords = async ({ width = 2, most = 500 } = {}): Promise<Passwords> => {
  const inTurn = limited(width, most);
  const nobodys = await hash('the password of nobody', cost);
  return {
    hash: (password) => inTurn(() => hash(normal(password), cost)),
    matches: async (password, passwordHash) => {
      const equal = await inTurn(() => verify(passwordHash ?? nobodys, normal(password)));
      return equal && passwordHash !== null;
    },
  };
};
