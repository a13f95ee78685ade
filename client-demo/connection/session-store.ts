import { type Timing, wait } from './timing.ts';

/** Who is signed in here, as it is kept between visits. */
export interface StoredSession {
  readonly accessToken: string;
  readonly refreshToken: string;
  /** Ms since the epoch on this machine's clock. */
  readonly expiresAt: number;
}

/** Where the session is kept; several tabs may share one store. Null is nobody. */
export interface SessionStore {
  read(): StoredSession | null;
  write(session: StoredSession | null): void;
}

/** Runs work while nobody else who shares the store runs theirs. */
export type Exclusive = <T>(work: () => Promise<T>) => Promise<T>;

/** A session of this process only: bots and tests. */
export const memorySession = (initial: StoredSession | null = null): SessionStore => {
  let session = initial;
  return {
    read: () => session,
    write(next) {
      session = next;
    },
  };
};

const isStored = (value: unknown): value is StoredSession =>
  typeof value === 'object' &&
  value !== null &&
  'accessToken' in value &&
  typeof value.accessToken === 'string' &&
  'refreshToken' in value &&
  typeof value.refreshToken === 'string' &&
  'expiresAt' in value &&
  typeof value.expiresAt === 'number';

const parsed = (text: string | null): StoredSession | null => {
  try {
    const value: unknown = JSON.parse(text ?? 'null');
    return isStored(value) ? value : null;
  } catch {
    return null;
  }
};

/** A session in a Web Storage such as `localStorage`, shared by every tab of one origin. */
export const storedSession = (
  storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>,
  key = 'octothorpe.session',
): SessionStore => ({
  read: () => parsed(storage.getItem(key)),
  write: (session) => (session ? storage.setItem(key, JSON.stringify(session)) : storage.removeItem(key)),
});

/**
 * Keeps tabs apart with Web Locks. Browsers have those in secure contexts only, so on plain http a tab waits a random moment first:
 * of two that wake together the later one then finds the earlier one's tokens in the store.
 */
export const betweenTabs =
  (locks: Pick<LockManager, 'request'> | undefined, timing: Timing, name = 'octothorpe.session'): Exclusive =>
  async (work) => {
    if (locks) return await locks.request(name, work);
    await wait(timing, timing.chance() * 400);
    return await work();
  };

/** For a store that nobody shares. */
export const alone: Exclusive = (work) => work();
