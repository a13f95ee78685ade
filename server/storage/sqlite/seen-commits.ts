import { createRecent } from '../../eventing/recent.ts';

/** What a stream's commits are called, as 32-bit numbers: enough to say that a name is new, not that it is known. */
export interface SeenCommits {
  /** Notes the name. False when it certainly is new in its stream; true when it may be there already. */
  mayHave(stream: string, commitId: string): boolean;
}

/** FNV-1a (http://www.isthe.com/chongo/tech/comp/fnv/). */
const hashOf = (text: string): number => {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return hash;
};

/**
 * The folder's lock lets only this process append, so what it has read once and sent since is all there is.
 * `idsOf` gives the names of a stream's stored commits. At most `capacity` streams are kept, those of late.
 */
export const createSeenCommits = (idsOf: (stream: string) => readonly string[], capacity = 40_000): SeenCommits => {
  const streams = createRecent<number[]>(capacity);
  const hashesOf = (stream: string): number[] => {
    const hashes = streams.get(stream) ?? idsOf(stream).map(hashOf);
    streams.set(stream, hashes);
    return hashes;
  };
  return {
    mayHave: (stream, commitId) => {
      const hash = hashOf(commitId);
      const hashes = hashesOf(stream);
      if (hashes.includes(hash)) return true;
      hashes.push(hash);
      return false;
    },
  };
};
