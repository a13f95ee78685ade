import { createRecent } from '../../eventing/recent.ts';

/**
 * For each stream a version at which one of its commits ends. That stays true for ever, so it need never be forgotten for
 * being wrong, only for room.
 */
export const createKnownEnds = (capacity = 50_000) => {
  const ends = createRecent<number>(capacity);
  return {
    has: (stream: string, version: number): boolean => version === 0 || ends.peek(stream) === version,
    note: (stream: string, version: number): void => {
      if (version >= (ends.peek(stream) ?? 0)) ends.set(stream, version);
    },
  };
};
