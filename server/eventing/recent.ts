/** A map of at most so many entries, which lets go of the one unused for longest. */
export interface Recent<Value> {
  /** Counts as a use. */
  get(key: string): Value | undefined;
  /** Does not. */
  peek(key: string): Value | undefined;
  /** Counts as a use. */
  set(key: string, value: Value): void;
  /** Changes what is there without a use. */
  replace(key: string, value: Value): void;
  delete(key: string): void;
}

export const createRecent = <Value>(capacity: number): Recent<Value> => {
  // A Map keeps the order of insertion: the first key is the one unused for longest.
  const entries = new Map<string, Value>();
  const set = (key: string, value: Value): void => {
    entries.delete(key);
    entries.set(key, value);
    if (entries.size > capacity) entries.delete(entries.keys().next().value!);
  };
  return {
    get: (key) => {
      const value = entries.get(key);
      if (value !== undefined) set(key, value);
      return value;
    },
    peek: (key) => entries.get(key),
    set,
    replace: (key, value) => void (entries.has(key) && entries.set(key, value)),
    delete: (key) => void entries.delete(key),
  };
};
