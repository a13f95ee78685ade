/** A set of line numbers with every operation in O(1) and nothing allocated after its making. */
export interface LineSet {
  readonly items: Int16Array;
  /** Where each line is among the items, or -1. */
  readonly at: Int16Array;
  size: number;
}

export const createLineSet = (capacity: number): LineSet => ({
  items: new Int16Array(capacity),
  at: new Int16Array(capacity).fill(-1),
  size: 0,
});

export const addTo = (set: LineSet, line: number): void => {
  set.items[set.size] = line;
  set.at[line] = set.size;
  set.size += 1;
};

export const removeFrom = (set: LineSet, line: number): void => {
  const place = set.at[line] as number;
  set.size -= 1;
  const last = set.items[set.size] as number;
  set.items[place] = last;
  set.at[last] = place;
  set.at[line] = -1;
};
