import { createRecent } from '../../eventing/recent.ts';

/**
 * For each stream a version at which one of its commits ends. That stays true for ever, so it need never be forgotten for
 * being wrong, only for room.
 */
export const createKnownEnds = (capacity = 100_000) => {
  const ends = createRecent<number>(capacity);
  return {
    has: (stream: string, version: number): boolean => version === 0 || ends.get(stream) === version,
    note: (stream: string, version: number): void => {
      if (version >= (ends.get(stream) ?? 0)) ends.set(stream, version);
    },
  };
};
