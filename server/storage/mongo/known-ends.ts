/**
 * For each stream a version at which one of its commits ends. That stays true for ever, so it need never be forgotten for
 * being wrong, only for room.
 */
export const createKnownEnds = (capacity = 50_000) => {
  // A Map keeps the order of insertion: the first key is the one unused for longest.
  const ends = new Map<string, number>();
  return {
    has: (stream: string, version: number): boolean => version === 0 || ends.get(stream) === version,
    note: (stream: string, version: number): void => {
      if (version < (ends.get(stream) ?? 0)) return;
      ends.delete(stream);
      ends.set(stream, version);
      if (ends.size > capacity) ends.delete(ends.keys().next().value!);
    },
  };
};
