import { beatEveryMs } from './node-beats.ts';

/** A node may have so many times the rooms of the one with the fewest, and a few. */
const [mostOfFewest, andFew] = [1.25, 4];
/** Rooms that all nodes together have the one with the fewest open in a beat, in the long run. */
const mostABeat = 4;

interface Needs {
  /** Rooms of this node, also those that it is opening. */
  own(): number;
  /** Rooms of the other nodes that open more. */
  loads(): ReadonlyMap<string, number>;
  /** Monotonic, ms. */
  now(): number;
}

/**
 * Which node opens the next room: the one that was asked, unless another has clearly fewer, as one has that was just started: then
 * the one with the fewest. With each beat a node hears what the others have; that one is sent few rooms in a beat, however many nodes
 * there are: one that has just started would else have all whose node has died, and serve them last.
 */
export const createPlacement = ({ own, loads, now }: Needs) => {
  let againAt = Number.NEGATIVE_INFINITY;
  return {
    /** Undefined for this node. */
    next: (): string | undefined => {
      if (now() < againAt) return undefined;
      const others = [...loads()].map(([node, rooms]) => ({ node, rooms }));
      if (others.length === 0) return undefined;
      const fewest = others.reduce((least, each) => (each.rooms < least.rooms ? each : least));
      if (own() <= fewest.rooms * mostOfFewest + andFew) return undefined;
      againAt = now() + (beatEveryMs * others.length) / mostABeat;
      return fewest.node;
    },
  };
};
