import type { Position } from './position.ts';

/** What was found out about a position: its value, or a bound of it, at some depth. */
export interface Entry {
  readonly depth: number;
  readonly value: number;
  /** -1: the value is at most this, 0: it is this, 1: it is at least this. */
  readonly bound: -1 | 0 | 1;
  readonly move: number;
}

/** A transposition table of fixed size; the newest entry wins its place. */
export interface Table {
  find(position: Position): Entry | undefined;
  store(position: Position, entry: Entry): void;
}

interface Slot extends Entry {
  readonly low: number;
  readonly high: number;
}

/** `bits` is the logarithm of the number of places. Whose turn it is follows from the number of marks, so it is not in the key. */
export const createTable = (bits: number): Table => {
  const slots: (Slot | undefined)[] = new Array(2 ** bits).fill(undefined);
  const mask = 2 ** bits - 1;
  return {
    find({ hashLow, hashHigh }) {
      const slot = slots[hashLow & mask];
      return slot && slot.low === hashLow && slot.high === hashHigh ? slot : undefined;
    },
    store({ hashLow, hashHigh }, entry) {
      slots[hashLow & mask] = { ...entry, low: hashLow, high: hashHigh };
    },
  };
};
