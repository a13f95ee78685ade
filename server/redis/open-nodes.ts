import type { After } from '../../shared/kernel/after.ts';
import type { Bus } from '../eventing/bus.ts';
import { StoreUnavailable } from '../eventing/event-store.ts';
import { createListeners } from '../eventing/listeners.ts';
import { createMemoryRateLimiter, type RateLimiter } from '../http/rate-limits.ts';
import { randomId } from '../ids.ts';
import type { Neighbours } from '../realtime/neighbours.ts';
import { beatEveryMs, deadAfterMs } from '../realtime/node-beats.ts';
import { createRedisBus } from './bus.ts';
import { openRedis, type RedisReport } from './connection.ts';
import { createRedisNodeBeats } from './node-beats.ts';
import { openPresence } from './presence.ts';
import { createRedisRateLimiter, createSafeRateLimiter } from './rate-limiter.ts';
import { createRoomDirectory } from './room-driver.ts';

interface Needs {
  readonly url: string;
  /** Colyseus' id of this process; asked for only once the realtime side runs. */
  readonly processId: () => string;
  readonly publicAddress: (port: number) => string;
  /** ms since the epoch. */
  readonly now: () => number;
  readonly after: After;
  readonly report: RedisReport & { followerFailed(error: unknown): void };
}

/** What a process shares with the other nodes of its installation. */
export interface Nodes extends AsyncDisposable {
  /** Names this process among them. */
  readonly self: string;
  readonly bus: Bus;
  readonly neighbours: Neighbours;
  readonly limiter: RateLimiter;
  isUp(): boolean;
  /** Rejects when the other nodes cannot be reached. */
  check(): Promise<void>;
  /** Asks whether the connections still stand, and renews those that do not; to be called every few seconds. */
  mend(): Promise<void>;
}

const struckOff = 'struck-off';

/** By then this node has beaten after Redis was back, and knows whether Redis has forgotten everything. */
const backAfterMs = 2 * beatEveryMs;
/** By then every node has found Redis again and listed its rooms. */
const restoredAfterMs = deadAfterMs;

/**
 * Joins the nodes that meet at a Redis.
 * @throws StoreUnavailable when it cannot be reached
 */
export const openNodes = async ({ url, processId, publicAddress, now, after, report }: Needs): Promise<Nodes> => {
  await using opened = new AsyncDisposableStack();
  const redis = opened.use(await openRedis(url, report, now));
  const presence = opened.adopt(await openPresence(redis), (open) => open.shutdown());
  const self = randomId();
  const bus = await createRedisBus({ redis, self, report: report.followerFailed });
  let emptiedAt = Number.NEGATIVE_INFINITY;
  const isWhole = (): boolean => now() - redis.upSince() > backAfterMs && now() - emptiedAt > restoredAfterMs;
  const { driver, drop, own } = createRoomDirectory(redis, isWhole, after);
  const onForgotten = (): void => {
    emptiedAt = now();
  };
  const beats = createRedisNodeBeats({ redis, self: processId, now, onForgotten });
  // A node whose room was struck off by another hears of it, also one that stood still, when it wakes.
  const struck = createListeners<string, undefined>(report.followerFailed);
  bus.subscribe(struckOff, (node) => struck.tell(node, undefined));
  const onDoubt = (run: () => void): (() => void) => {
    const ends = [bus.onDoubt(run), struck.add(processId(), run)];
    return () => {
      for (const end of ends) end();
    };
  };
  const strike = async (room: string, node: string): Promise<void> => {
    await drop(room, node);
    bus.publish(struckOff, node);
  };
  const running = opened.move();
  return {
    ...{ self, bus },
    neighbours: { presence, driver, beats, drop: strike, own, onDoubt, publicAddress },
    limiter: createSafeRateLimiter(redis, createRedisRateLimiter(redis), createMemoryRateLimiter(now)),
    isUp: redis.isUp,
    check: async () => {
      // Beats find out when it is back; nobody has to wait for a Redis that is known to hang.
      if (!redis.isUp()) throw new StoreUnavailable('Redis does not answer');
      await redis.ask(() => redis.client.ping());
    },
    mend: async () => void (await Promise.all([bus.mend(), presence.mend()])),
    [Symbol.asyncDispose]: () => running.disposeAsync(),
  };
};
