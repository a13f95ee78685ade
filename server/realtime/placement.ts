/** A node may have so many times the rooms that all have on average, and a few. */
const [mostOfAverage, andFew] = [1.25, 4];

interface Needs {
  /** Rooms of this node, also those that it is opening. */
  own(): number;
  /** Rooms of the other nodes that open more. */
  loads(): ReadonlyMap<string, number>;
  /** Monotonic, ms. */
  now(): number;
}

const everyMs = 1_000;

/**
 * Which node opens the next room: the one that was asked, unless it has clearly more rooms than the others, as those that live on
 * have after a restart of one; then the one with the fewest. (Bounded loads: Mirrokni, Thorup and Zadimoghaddam, 2016.) No more
 * than one a second: a node that has just started would else be sent all whose node has died, and serve them last.
 */
export const createPlacement = ({ own, loads, now }: Needs) => {
  let againAt = Number.NEGATIVE_INFINITY;
  return {
    /** Undefined for this node. */
    next: (): string | undefined => {
      if (now() < againAt) return undefined;
      const others = [...loads()].map(([node, rooms]) => ({ node, rooms }));
      const all = others.reduce((sum, { rooms }) => sum + rooms, own());
      if (own() <= (all / (others.length + 1)) * mostOfAverage + andFew) return undefined;
      againAt = now() + everyMs;
      return others.reduce((fewest, each) => (each.rooms < fewest.rooms ? each : fewest)).node;
    },
  };
};
