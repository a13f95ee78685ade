import type { matchMaker } from '@colyseus/core';
import { RedisDriver } from '@colyseus/redis-driver';
import type { After } from '../../shared/kernel/after.ts';
import { coalesce } from '../../shared/kernel/coalesce.ts';
import { StoreUnavailable } from '../eventing/event-store.ts';
import { defineScript, type RedisLink } from './connection.ts';

type Driver = typeof matchMaker.driver;
type Listing = Awaited<ReturnType<Driver['findOne']>>;
type Operations = Parameters<Driver['update']>[1];

/** What Colyseus calls its list of rooms. */
const listings = 'roomcaches';
const roomsOf = (node: string): string => `octo:rooms:${node}`;

/** Writes a listing unless the room is another node's. `how`: insert a new one, update its own, or restore what went missing. */
const putScript = `
  local listed = redis.call('HGET', KEYS[1], ARGV[1])
  local owner = listed and cjson.decode(listed).processId
  if owner and owner ~= ARGV[2] then return 0 end
  if ARGV[3] == 'insert' and owner then return 0 end
  if ARGV[3] == 'update' and not owner then return 0 end
  redis.call('HSET', KEYS[1], ARGV[1], ARGV[4])
  redis.call('SADD', KEYS[2], ARGV[1])
  return 1`;

const dropScript = `
  redis.call('SREM', KEYS[2], ARGV[1])
  local listed = redis.call('HGET', KEYS[1], ARGV[1])
  if not listed or cjson.decode(listed).processId ~= ARGV[2] then return 0 end
  return redis.call('HDEL', KEYS[1], ARGV[1])`;

const change = (listing: Listing, { $set = {}, $inc = {} }: Operations): void => {
  Object.assign(listing, $set);
  for (const [field, by] of Object.entries($inc)) Reflect.set(listing, field, Reflect.get(listing, field) + Number(by));
};

/** How many rooms of a dead node are struck off at a time. */
const atATime = 500;
/** So long the list may be behind in how many are in a room, ms: only people look at that. */
const countsEveryMs = 500;

/** The list of rooms of all nodes. */
export interface RoomDirectory {
  readonly driver: Driver;
  /** Strikes a room off where it is still listed as that node's. */
  drop(room: string, node: string): Promise<void>;
  /** Rooms of this node, as far as it knows. */
  own(): readonly string[];
}

/** Asking Redis for and about listings, each write by comparison with whose room it is. */
const createListings = ({ client, ask }: RedisLink) => {
  const put = defineScript(client, 'octoPutRoom', 2, putScript);
  const drop = defineScript(client, 'octoDropRoom', 2, dropScript);
  const strike = async (room: string, node: string): Promise<boolean> =>
    (await ask(() => drop(listings, roomsOf(node), room, node))) === 1;
  return {
    strike,
    /** False when it is another node's room, and when Redis does not say. */
    write: async (listing: Listing, how: 'insert' | 'update' | 'restore'): Promise<boolean> => {
      const { roomId, processId } = listing;
      const key = roomsOf(processId);
      const text = JSON.stringify(listing);
      return (await ask(() => put(listings, key, roomId, processId, how, text)).catch(() => 0)) === 1;
    },
    cleanup: async (node: string): Promise<void> => {
      const rooms = await client.smembers(roomsOf(node));
      for (let from = 0; from < rooms.length; from += atATime)
        await Promise.all(rooms.slice(from, from + atATime).map((room) => strike(room, node)));
      await client.del(roomsOf(node));
    },
  };
};

/**
 * Colyseus' list of rooms in Redis, in which a node writes only what is its own: a room that another node took over is not listed
 * back by the one that lost it. A node's rooms are found without reading all rooms. Without Redis a node still finds its own rooms;
 * asking for any other rejects with StoreUnavailable. So does asking for a room that is not listed while the list is not whole,
 * as after Redis has lost it: its node may be about to list it again, and a second room would only send its players around.
 */
export const createRoomDirectory = (redis: RedisLink, isWhole: () => boolean, after: After): RoomDirectory => {
  const { ask } = redis;
  const stock = new RedisDriver(redis.client);
  const { strike, write, cleanup } = createListings(redis);
  const own = new Map<string, Listing>();
  const counts = coalesce<string>(after, countsEveryMs, async (rooms) => {
    const listed = rooms.flatMap((room) => own.get(room) ?? []);
    await Promise.all(listed.map((listing) => write(listing, 'update')));
  });

  /** Reading this node's own list needs nobody. */
  const orOwn = async (room: string | undefined, find: () => Promise<Listing>): Promise<Listing> => {
    try {
      const listing = await ask(find);
      if (listing || isWhole()) return listing;
      throw new StoreUnavailable('the list of rooms is being made anew');
    } catch (error) {
      const mine = room === undefined ? undefined : own.get(room);
      if (mine) return mine;
      throw error;
    }
  };
  const driver: Driver = {
    has: (room) => ask(() => stock.has(room)),
    query: (conditions, sort) => stock.query(conditions, sort) as never,
    findOne: (conditions, sort) => orOwn(conditions.roomId, () => stock.findOne(conditions, sort)) as never,
    findByIds: (rooms) => ask(() => stock.findByIds(rooms)) as never,
    cleanup: (node) => ask(() => cleanup(node)),
    insert: async (listing) => {
      // Not known to be written is as good as not written: the room is not opened, and its listing is struck off when met.
      const inserted = await write(listing, 'insert');
      if (inserted) own.set(listing.roomId, listing);
      return inserted;
    },
    update: (listing, operations) => {
      const { locked } = listing;
      change(listing, operations);
      // Everybody who comes or goes is counted; who waits for a seat need not wait for that to be listed.
      if (!operations.$inc || listing.locked !== locked) return write(listing, 'update');
      counts.add(listing.roomId);
      return true;
    },
    persist: (listing, create = false) => write(listing, create ? 'restore' : 'update'),
    remove: (room) => {
      const listing = own.get(room);
      own.delete(room);
      // What Redis could not be told now it forgets as soon as somebody looks for the room.
      return listing ? strike(room, listing.processId).catch(() => false) : false;
    },
    clear: () => stock.clear(),
    shutdown: () => undefined,
  };
  return { driver, drop: async (room, node) => void (await strike(room, node)), own: () => [...own.keys()] };
};
