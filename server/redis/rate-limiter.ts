import { StoreUnavailable } from '../eventing/event-store.ts';
import type { RateLimiter } from '../http/rate-limits.ts';
import { defineScript, type RedisLink } from './connection.ts';

const keyOf = (key: string): string => `octo:limit:${key}`;

/** Counts by 1 or -1 and gives -1, or ms until there is room; the key's own end is the window's. */
const countScript = `
  local by, most, window = tonumber(ARGV[1]), tonumber(ARGV[2]), ARGV[3]
  local count = tonumber(redis.call('GET', KEYS[1]))
  if by < 0 then
    if count and count > 0 then redis.call('DECR', KEYS[1]) end
    return -1
  end
  if not count then
    redis.call('SET', KEYS[1], 0, 'PX', window)
    count = 0
  end
  if count >= most then return redis.call('PTTL', KEYS[1]) end
  redis.call('INCR', KEYS[1])
  return -1`;

/** A limiter that all nodes share. */
export const createRedisRateLimiter = ({ client, ask }: RedisLink): RateLimiter => {
  const count = defineScript(client, 'octoCount', 1, countScript);
  return {
    take: async (key, rule) => {
      if (rule.count === Number.POSITIVE_INFINITY) return { ok: true };
      const retryAfterMs = Number(await ask(() => count(keyOf(key), 1, rule.count, rule.windowMs)));
      return retryAfterMs < 0 ? { ok: true } : { ok: false, retryAfterMs };
    },
    giveBack: async (key) => void (await ask(() => count(keyOf(key), -1, 0, 0))),
  };
};

/** Longer than a healthy Redis takes, ms; nobody waits longer to be counted. */
const patienceMs = 250;
/** Who had to wait for so long does not try again at once, ms. */
const restMs = 1_000;

const within = <Answer>(work: Promise<Answer>, onLate: () => void): Promise<Answer> => {
  const { promise: late, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => {
    onLate();
    reject(new StoreUnavailable('Redis does not count in time'));
  }, patienceMs);
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
};

/** Counts in `shared`, and for as long as Redis is away in `own`: each node then allows as much as all together should. */
export const createSafeRateLimiter = (
  redis: Pick<RedisLink, 'isUp'>,
  shared: RateLimiter,
  own: RateLimiter,
): RateLimiter => {
  let restUntil = Number.NEGATIVE_INFINITY;
  const rest = (): void => {
    restUntil = performance.now() + restMs;
  };
  const whichever = async <Answer>(ask: (limiter: RateLimiter) => Promise<Answer>): Promise<Answer> => {
    if (!redis.isUp() || performance.now() < restUntil) return ask(own);
    try {
      return await within(ask(shared), rest);
    } catch (error) {
      if (!(error instanceof StoreUnavailable)) throw error;
      return ask(own);
    }
  };
  return {
    take: (key, rule) => whichever((limiter) => limiter.take(key, rule)),
    giveBack: (key) => whichever((limiter) => limiter.giveBack(key)),
  };
};
