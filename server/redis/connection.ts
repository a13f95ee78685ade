import { once } from 'node:events';
import { Redis } from 'ioredis';
import { StoreUnavailable } from '../eventing/event-store.ts';

/** What operators hear of the connection. */
export interface RedisReport {
  redisLost(reason: string): void;
  redisBack(afterMs: number): void;
}

/** Longer than this process itself stands still under load, which looks the same from here. */
const commandTimeoutMs = 2_000;
const connectTimeoutMs = 2_000;
const longestRetryMs = 500;

/** Commands fail at once while there is no connection: a queue would answer players after they have gone. */
const optionsOf = {
  lazyConnect: true,
  enableOfflineQueue: false,
  autoResendUnfulfilledCommands: false,
  // The driver's check waits longer than we do, and asks what a connection that only hears may not ask.
  enableReadyCheck: false,
  // With its introduction first, a connection that closed meanwhile is called ready, and stays so for ever.
  disableClientInfo: true,
  // Those who hear subscribe again by themselves: the driver's own attempt rejects where nobody can catch it.
  autoResubscribe: false,
  maxRetriesPerRequest: 0,
  commandTimeout: commandTimeoutMs,
  connectTimeout: connectTimeoutMs,
  retryStrategy: (times: number) => Math.min(50 * 2 ** times, longestRetryMs),
} as const;

export interface RedisLink extends AsyncDisposable {
  readonly client: Redis;
  /** A connection of its own that only hears; connected. */
  newSubscriber(): Promise<Redis>;
  /** Whether the last word from Redis was an answer. */
  isUp(): boolean;
  /** Since when it has been up, ms of `now`; for ever where it was never down. */
  upSince(): number;
  /** Rejects with StoreUnavailable when Redis does not answer. Whoever asks often keeps `isUp` truthful. */
  ask<Answer>(work: () => Promise<Answer>): Promise<Answer>;
}

const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** What a Redis says that cannot serve now. */
const cannotServe = /^(LOADING|MASTERDOWN|CLUSTERDOWN|READONLY|MISCONF|OOM|BUSY|TRYAGAIN)\b/;

/** Another refusal by Redis itself is an answer; all else means that nobody was there, or not in time. */
const isAnswer = (error: unknown): boolean =>
  error instanceof Error && error.name === 'ReplyError' && !cannotServe.test(error.message);

/** Whether Redis answers, told once when it changes. */
const createHealth = (report: RedisReport, now: () => number) => {
  let since = Number.NEGATIVE_INFINITY;
  let up = true;
  const set = (next: boolean, tell: (forMs: number) => void): void => {
    if (up === next) return;
    const forMs = now() - since;
    up = next;
    since = now();
    tell(forMs);
  };
  return {
    isUp: () => up,
    upSince: () => since,
    lost: (reason: string) => set(false, () => report.redisLost(reason)),
    back: () => set(true, (forMs) => report.redisBack(forMs)),
  };
};

const isTimeout = (error: unknown): boolean => reasonOf(error) === 'Command timed out';

/** A connection that was cut without a word looks whole: what is not answered in time ends it, and another is made. */
export const renew = (redis: Redis): void => {
  if (redis.status === 'ready') redis.disconnect(true);
};

const connect = async (redis: Redis): Promise<void> => {
  const failed = once(redis, 'close').then(() => Promise.reject(new Error('no connection')));
  failed.catch(() => undefined);
  await Promise.race([redis.connect(), failed]);
};

/** @throws StoreUnavailable when Redis cannot be reached at the start */
export const openRedis = async (url: string, report: RedisReport, now: () => number): Promise<RedisLink> => {
  const health = createHealth(report, now);
  const client = new Redis(url, optionsOf);
  const subscribers: Redis[] = [];
  let lastError = 'the connection ended';
  client.on('error', (error: Error) => {
    lastError = error.message;
  });
  try {
    await connect(client);
  } catch (error) {
    client.disconnect();
    throw new StoreUnavailable(`Redis: ${lastError}`, { cause: error });
  }
  client.on('close', () => health.lost(lastError));
  return {
    client,
    isUp: health.isUp,
    upSince: health.upSince,
    newSubscriber: async () => {
      const subscriber = client.duplicate();
      subscriber.on('error', () => undefined);
      subscribers.push(subscriber);
      await connect(subscriber);
      return subscriber;
    },
    ask: async (work) => {
      try {
        const answer = await work();
        health.back();
        return answer;
      } catch (error) {
        if (isAnswer(error)) throw error;
        health.lost(reasonOf(error));
        if (isTimeout(error)) renew(client);
        throw new StoreUnavailable('Redis does not answer', { cause: error });
      }
    },
    [Symbol.asyncDispose]: async () => {
      client.removeAllListeners('close');
      for (const each of [client, ...subscribers]) each.disconnect();
    },
  };
};

/** A script that Redis runs as one step. */
export const defineScript = (client: Redis, name: string, keys: number, lua: string) => {
  client.defineCommand(name, { numberOfKeys: keys, lua });
  const run = Reflect.get(client, name) as (...args: readonly (string | number)[]) => Promise<unknown>;
  return (...args: readonly (string | number)[]): Promise<unknown> => run.call(client, ...args);
};
