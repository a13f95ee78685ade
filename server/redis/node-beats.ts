import { deadAfterMs, doubtAfterMs, type NodeBeats } from '../realtime/node-beats.ts';
import { defineScript, type RedisLink } from './connection.ts';

interface Needs {
  readonly redis: RedisLink;
  /** This node, known once the realtime side has begun. */
  readonly self: () => string;
  /** ms since the epoch, by this node's clock. */
  readonly now: () => number;
  /** Called when Redis does not remember this node, though it has said so before. */
  readonly onForgotten: () => void;
}

const living = 'octo:nodes';
const rooms = 'octo:rooms-of-nodes';

/** Redis' own clock tells how long ago, so that the nodes' clocks need not agree. */
const beatScript = `
  local time = redis.call('TIME')
  local now = time[1] * 1000 + math.floor(time[2] / 1000)
  local before = redis.call('ZSCORE', KEYS[1], ARGV[1])
  redis.call('ZADD', KEYS[1], now, ARGV[1])
  if ARGV[2] == '' then redis.call('HDEL', KEYS[2], ARGV[1]) else redis.call('HSET', KEYS[2], ARGV[1], ARGV[2]) end
  local others = {}
  for _, node in ipairs(redis.call('ZRANGEBYSCORE', KEYS[1], now - ARGV[3], '+inf')) do
    local has = node ~= ARGV[1] and redis.call('HGET', KEYS[2], node)
    if has then table.insert(others, { node, tonumber(has) }) end
  end
  return { before and now - before or -1, others }`;

const ageScript = `
  local time = redis.call('TIME')
  local beat = redis.call('ZSCORE', KEYS[1], ARGV[1])
  local heard = redis.call('PUBSUB', 'NUMSUB', ARGV[2])[2]
  return { beat and time[1] * 1000 + math.floor(time[2] / 1000) - beat or -1, heard }`;

const splitScript = `
  local time = redis.call('TIME')
  local since = time[1] * 1000 + math.floor(time[2] / 1000) - ARGV[1]
  return { redis.call('ZCOUNT', KEYS[1], '(' .. since, '+inf'), redis.call('ZRANGEBYSCORE', KEYS[1], '-inf', since) }`;

/**
 * A node is alive when it has said so lately and hears what is said to it: Redis loses a killed process' connection at once.
 * When Redis has just come back, nobody is taken for dead at first; then only the beat counts, since connections mend one by one.
 */
export const createRedisNodeBeats = ({ redis, self, now, onForgotten }: Needs): NodeBeats => {
  const { client, ask } = redis;
  const beat = defineScript(client, 'octoBeat', 2, beatScript);
  const age = defineScript(client, 'octoAge', 1, ageScript);
  const split = defineScript(client, 'octoNodes', 1, splitScript);
  const nodes = () => ask(() => split(living, deadAfterMs)) as Promise<[number, string[]]>;
  let isKnown = false;
  let loads: ReadonlyMap<string, number> = new Map();
  return {
    beat: async (has) => {
      const told = ask(() => beat(living, rooms, self(), has ?? '', doubtAfterMs));
      const [since, others] = (await told) as [number, [string, number][]];
      loads = new Map(others);
      if (since < 0 && isKnown) onForgotten();
      isKnown = true;
      return since < 0 ? undefined : since;
    },
    loads: () => loads,
    isAlive: async (node) => {
      const [since, heard] = (await ask(() => age(living, node, `p:${node}`))) as [number, number];
      const mendedForMs = now() - redis.upSince();
      if (mendedForMs < deadAfterMs) return true;
      const isMending = mendedForMs < 2 * deadAfterMs;
      return since >= 0 && since < deadAfterMs && (heard > 0 || isMending);
    },
    count: async () => (await nodes())[0],
    dead: async () => (await nodes())[1],
    forget: async (node) => void (await ask(() => Promise.all([client.zrem(living, node), client.hdel(rooms, node)]))),
  };
};
