import type { matchMaker } from '@colyseus/core';
import { StoreUnavailable } from '../eventing/event-store.ts';

/** A room as the driver lists it. */
export type Listing = Awaited<ReturnType<typeof matchMaker.driver.findOne>>;

/** What a node has to know to tell a room that is served from one that is only listed. */
export interface Neighbourhood {
  /** This node. */
  self(): string;
  /** Whether a room runs in this process. */
  isHere(room: string): boolean;
  find(room: string): Promise<Listing | undefined>;
  isAlive(node: string): Promise<boolean>;
  /** Strikes a room off where it is still listed as that node's. */
  drop(room: string, node: string): Promise<void>;
  readonly report: { roomTakenOver(room: string, from: string): void };
}

/** Looks for the death of a node while an answer of it is awaited, this often, ms. */
const lookEveryMs = 150;

const later = (ms: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, ms).unref();
  });

/** Whoever served the room is gone; it is struck off, and can be opened again. */
export class RoomGone extends Error {
  override readonly name = 'RoomGone';
}

export const createServedRooms = ({ self, isHere, find, isAlive, drop, report }: Neighbourhood) => {
  const isServed = async ({ roomId, processId, locked }: Listing): Promise<boolean> => {
    // Nothing locks a room of ours but its node going away.
    if (locked) return false;
    return processId === self() ? isHere(roomId) : isAlive(processId);
  };
  const strike = async ({ roomId, processId }: Listing): Promise<void> => {
    await drop(roomId, processId);
    report.roomTakenOver(roomId, processId);
  };
  /** Resolves once the node is dead, or `done`. */
  const death = async (node: string, done: AbortSignal): Promise<void> => {
    while (!done.aborted) {
      await later(lookEveryMs);
      if (!done.aborted && !(await isAlive(node).catch(() => true))) return;
    }
  };
  return {
    /** The listing of a room that is served somewhere. One whose node is dead or going away is struck off. */
    find: async (room: string): Promise<Listing | undefined> => {
      const listing = await find(room);
      if (!listing || (await isServed(listing))) return listing;
      await strike(listing);
      return undefined;
    },
    /**
     * Asks the room's node for something, until that answers or dies.
     * @throws RoomGone when the node died, or does not have the room; StoreUnavailable while another of its id is closing here
     */
    ask: async <Answer>(
      listing: Listing,
      work: () => Promise<Answer>,
      isGone: (error: unknown) => boolean,
    ): Promise<Answer> => {
      if (listing.processId === self()) {
        if (!isHere(listing.roomId)) throw new RoomGone(`the room ${listing.roomId} has closed`);
        return work();
      }
      // Colyseus would ask the one here, which another node has taken over, and its answer would be held against that node.
      if (isHere(listing.roomId)) throw new StoreUnavailable(`the room ${listing.roomId} is closing here`);
      const done = new AbortController();
      const died = death(listing.processId, done.signal).then(() => {
        throw new RoomGone(`the node ${listing.processId} died`);
      });
      died.catch(() => undefined);
      try {
        return await Promise.race([work(), died]);
      } catch (error) {
        if (!(error instanceof RoomGone || isGone(error))) throw error;
        await strike(listing);
        throw new RoomGone(`the room ${listing.roomId} is gone`, { cause: error });
      } finally {
        done.abort();
      }
    },
  };
};

export type ServedRooms = ReturnType<typeof createServedRooms>;
