/** So many in each window; the window opens with the first one. */
export interface LimitRule {
  readonly count: number;
  readonly windowMs: number;
}

/** What each limit allows; schools and benchmarks behind one address need more than the defaults. */
export interface LimitSettings {
  /** All API calls of an address. */
  readonly general: LimitRule;
  /** New accounts of an address. */
  readonly registration: LimitRule;
  /** New guests of an address. */
  readonly guest: LimitRule;
  /** Calls of an address that send a mail. */
  readonly mail: LimitRule;
  /** Failed logins to an account. */
  readonly login: LimitRule;
  /** Failed logins from an address. */
  readonly loginByAddress: LimitRule;
}

const minute = 60_000;
export const defaultLimits: LimitSettings = {
  general: { count: 600, windowMs: minute },
  registration: { count: 5, windowMs: 60 * minute },
  guest: { count: 60, windowMs: 60 * minute },
  mail: { count: 5, windowMs: 60 * minute },
  login: { count: 10, windowMs: 10 * minute },
  loginByAddress: { count: 10, windowMs: 10 * minute },
};

const unlimited: LimitRule = { count: Number.POSITIVE_INFINITY, windowMs: minute };
/** Lifts the limits by address, not the one on failed logins to an account, for benchmarks and load tests. */
export const liftedLimits: LimitSettings = {
  general: unlimited,
  registration: unlimited,
  guest: unlimited,
  mail: unlimited,
  login: defaultLimits.login,
  loginByAddress: unlimited,
};

type Taken = { readonly ok: true } | { readonly ok: false; readonly retryAfterMs: number };

/** Counts by key. Fixed windows, so that a counter is two numbers and any shared store can keep it. */
export interface RateLimiter {
  /** Counts one if there is room for it. */
  take(key: string, rule: LimitRule): Promise<Taken>;
  /** Takes one count back, as if it had not been taken. */
  giveBack(key: string): Promise<void>;
}

interface Counter {
  count: number;
  readonly until: number;
}

/**
 * A limiter in this process's memory. Holds at most `mostKeys` counters: when there are more, those that ended go first,
 * then the oldest.
 */
export const createMemoryRateLimiter = (now: () => number, mostKeys = 100_000): RateLimiter => {
  const counters = new Map<string, Counter>();
  const makeRoom = (): void => {
    if (counters.size < mostKeys) return;
    for (const [key, { until }] of counters) if (until <= now()) counters.delete(key);
    // A tenth at once: a full table must not be searched at every new key.
    const surplus = counters.size - Math.ceil(mostKeys * 0.9);
    for (const key of [...counters.keys()].slice(0, Math.max(0, surplus))) counters.delete(key);
  };
  const running = (key: string): Counter | undefined => {
    const counter = counters.get(key);
    return counter !== undefined && counter.until > now() ? counter : undefined;
  };
  const open = (key: string, windowMs: number): Counter => {
    counters.delete(key);
    makeRoom();
    const counter = { count: 0, until: now() + windowMs };
    counters.set(key, counter);
    return counter;
  };
  return {
    take: async (key, { count, windowMs }) => {
      const counter = running(key) ?? open(key, windowMs);
      if (counter.count >= count) return { ok: false, retryAfterMs: counter.until - now() };
      counter.count += 1;
      return { ok: true };
    },
    giveBack: async (key) => {
      const counter = running(key);
      if (counter !== undefined && counter.count > 0) counter.count -= 1;
    },
  };
};
