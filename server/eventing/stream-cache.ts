import type { Commit } from './event-store.ts';
import { type Folding, fold, follows, type Loaded } from './loaded.ts';

/** The states of streams in use, so that a command need not read the log. It may lag behind the log; `append` finds out. */
export interface StreamCache<Event, State> {
  get(stream: string): Loaded<State> | undefined;
  /** Keeps the newer of this and what is there. */
  set(stream: string, loaded: Loaded<State>): void;
  drop(stream: string): void;
  /** Brings an entry forward by a commit, whoever made it; drops the entry when commits between are missing. */
  apply(commit: Commit<Event>): void;
}

/** Holds at most `capacity` streams and lets go of the least recently used. */
export const createStreamCache = <Event, State>(
  folding: Folding<Event, State>,
  capacity: number,
): StreamCache<Event, State> => {
  // A Map keeps the order of insertion: the first key is the one unused for longest.
  const entries = new Map<string, Loaded<State>>();

  const put = (stream: string, loaded: Loaded<State>): void => {
    entries.delete(stream);
    entries.set(stream, loaded);
    if (entries.size > capacity) entries.delete(entries.keys().next().value!);
  };

  return {
    get: (stream) => {
      const loaded = entries.get(stream);
      if (loaded) put(stream, loaded);
      return loaded;
    },
    set: (stream, loaded) => {
      const present = entries.get(stream);
      if (present === undefined || present.version < loaded.version) put(stream, loaded);
    },
    drop: (stream) => void entries.delete(stream),
    apply: (commit) => {
      const present = entries.get(commit.stream);
      if (present === undefined || commit.version <= present.version) return;
      if (follows(present, commit)) entries.set(commit.stream, fold(folding, present, commit));
      else entries.delete(commit.stream);
    },
  };
};
