/** What is known of the value at some depth: at most this, exactly this, at least this. */
type Bound = -1 | 0 | 1;

/** A transposition table in one typed array; the newest entry wins its place. */
export interface BitTable {
  /** The place of a position's entry, or -1 where there is none. */
  find(low: number, high: number): number;
  valueAt(place: number): number;
  depthAt(place: number): number;
  boundAt(place: number): Bound;
  store(low: number, high: number, value: number, depth: number, bound: Bound): void;
}

/** `bits` is the logarithm of the number of entries, of 16 bytes each. No position's key is 0. */
export const createBitTable = (bits: number): BitTable => {
  const entries = new Int32Array(4 * 2 ** bits);
  const placeOf = (low: number, high: number): number =>
    4 * ((Math.imul(low, 0x9e3779b1) ^ Math.imul(high ^ (low >>> 15), 0x85ebca6b)) >>> (32 - bits));
  return {
    find(low, high) {
      const place = placeOf(low, high);
      return entries[place] === low && entries[place + 1] === high ? place : -1;
    },
    valueAt: (place) => entries[place + 2] as number,
    depthAt: (place) => (entries[place + 3] as number) >> 2,
    boundAt: (place) => (((entries[place + 3] as number) & 3) - 1) as Bound,
    store(low, high, value, depth, bound) {
      const place = placeOf(low, high);
      entries[place] = low;
      entries[place + 1] = high;
      entries[place + 2] = value;
      entries[place + 3] = (depth << 2) | (bound + 1);
    },
  };
};
