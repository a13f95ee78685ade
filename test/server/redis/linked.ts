import { setImmediate as turn } from 'node:timers/promises';
import { openRedis, type RedisLink } from '../../../server/redis/connection.ts';
import { openTestRedis, type TestRedis } from '../../support/redis.ts';

export interface Linked extends AsyncDisposable {
  readonly redis: RedisLink;
  readonly server: TestRedis;
  /** What operators heard of `redis`. */
  readonly told: readonly ('lost' | 'back')[];
  /** The connection of another node. */
  another(): Promise<RedisLink>;
  /** Resolves once `redis` is answered again. */
  isBack(): Promise<void>;
}

/** A Redis of its own and a node's connection to it. */
export const openLinked = async (at: string): Promise<Linked> => {
  const server = await openTestRedis(at);
  const told: ('lost' | 'back')[] = [];
  const report = { redisLost: () => void told.push('lost'), redisBack: () => void told.push('back') };
  const silent = { redisLost: () => undefined, redisBack: () => undefined };
  const opened = [await openRedis(server.url, report, Date.now)];
  const [redis] = opened as [RedisLink];
  return {
    ...{ redis, server, told },
    another: async () => {
      const link = await openRedis(server.url, silent, Date.now);
      opened.push(link);
      return link;
    },
    isBack: async () => {
      while (!(await redis.ask(() => redis.client.ping()).catch(() => false))) await turn();
    },
    [Symbol.asyncDispose]: async () => {
      for (const each of opened) await each[Symbol.asyncDispose]();
      await server[Symbol.asyncDispose]();
    },
  };
};
