import type { Commit } from './event-store.ts';
import { type Folding, fold, follows, type Loaded } from './loaded.ts';
import { createRecent } from './recent.ts';

/** The states of streams in use, so that a command need not read the log. It may lag behind the log; `append` finds out. */
export interface StreamCache<Event, State> {
  get(stream: string): Loaded<State> | undefined;
  /** Keeps the newer of this and what is there; a stream that does not exist takes nobody's place. */
  set(stream: string, loaded: Loaded<State>): void;
  drop(stream: string): void;
  /** Brings an entry forward by a commit, whoever made it; drops the entry when commits between are missing. */
  apply(commit: Commit<Event>): void;
}

/** Holds at most `capacity` streams and keeps those on which somebody here has acted of late. */
export const createStreamCache = <Event, State>(
  folding: Folding<Event, State>,
  capacity: number,
): StreamCache<Event, State> => {
  const entries = createRecent<Loaded<State>>(capacity);
  return {
    get: entries.get,
    set: (stream, loaded) => {
      const before = entries.get(stream)?.version ?? 0;
      if (loaded.version > before) entries.set(stream, loaded);
    },
    drop: entries.delete,
    apply: (commit) => {
      const present = entries.get(commit.stream);
      if (present === undefined || commit.version <= present.version) return;
      if (follows(present, commit)) entries.replace(commit.stream, fold(folding, present, commit));
      else entries.delete(commit.stream);
    },
  };
};
