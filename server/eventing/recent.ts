/** A map that keeps what was set of late: the last half of `capacity` certainly, and never more than it, which is at least 2. */
export interface Recent<Value> {
  get(key: string): Value | undefined;
  set(key: string, value: Value): void;
  /** Changes what is there, and leaves it as old as it was. */
  replace(key: string, value: Value): void;
  delete(key: string): void;
}

/**
 * In two generations, of which the older is let go of as a whole once the younger is full. A single Map in the order of use
 * would have to delete at each use, and V8 then copies it again and again: what the copies hold outlives the next collection.
 */
export const createRecent = <Value extends {}>(capacity: number): Recent<Value> => {
  const half = Math.max(1, Math.floor(capacity / 2));
  let younger = new Map<string, Value>();
  let older = new Map<string, Value>();
  return {
    get: (key) => younger.get(key) ?? older.get(key),
    set: (key, value) => {
      if (younger.size >= half && !younger.has(key)) {
        older = younger;
        younger = new Map();
      }
      younger.set(key, value);
    },
    replace: (key, value) => {
      if (younger.has(key)) younger.set(key, value);
      else if (older.has(key)) older.set(key, value);
    },
    delete: (key) => {
      younger.delete(key);
      older.delete(key);
    },
  };
};
