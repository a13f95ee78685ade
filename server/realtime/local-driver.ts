import type { matchMaker } from '@colyseus/core';

type Driver = typeof matchMaker.driver;
type Listing = Awaited<ReturnType<Driver['findOne']>>;
type Conditions = Parameters<Driver['query']>[0];
type Operations = Parameters<Driver['update']>[1];

const matches = (listing: Listing, conditions: Conditions): boolean =>
  Object.entries(conditions).every(([field, value]) => Reflect.get(listing, field) === value);

const change = (listing: Listing, { $set = {}, $inc = {} }: Operations): void => {
  Object.assign(listing, $set);
  for (const [field, by] of Object.entries($inc)) Reflect.set(listing, field, Reflect.get(listing, field) + Number(by));
};

/**
 * The list of rooms of a single process. Colyseus' own copies and walks the whole list to find one room; here a room is
 * found by its id at once, which is the only way in which ours are looked for. Sorting is left out: nothing asks for it.
 */
export const createLocalDriver = (): Driver => {
  const listings = new Map<string, Listing>();
  const query = (conditions: Conditions): Listing[] =>
    [...listings.values()].filter((listing) => matches(listing, conditions));

  const findOne = (conditions: Conditions): Listing | undefined => {
    if (conditions.roomId === undefined) return query(conditions)[0];
    const listing = listings.get(conditions.roomId);
    return listing && matches(listing, conditions) ? listing : undefined;
  };
  return {
    has: (roomId) => listings.has(roomId),
    query,
    findOne: async (conditions) => findOne(conditions) as Listing,
    findByIds: async (ids) => new Map(ids.flatMap((id) => (listings.has(id) ? [[id, listings.get(id)!]] : []))),
    cleanup: async (processId) => {
      for (const { roomId } of query({ processId })) listings.delete(roomId);
    },
    update: (listing, operations) => {
      change(listing, operations);
      return true;
    },
    insert: async (listing) => {
      if (listings.has(listing.roomId)) return false;
      listings.set(listing.roomId, listing);
      return true;
    },
    persist: (listing, create = false) => {
      if (create) listings.set(listing.roomId, listing);
      return create;
    },
    remove: (roomId) => listings.delete(roomId),
    clear: () => listings.clear(),
    shutdown: () => undefined,
  };
};
