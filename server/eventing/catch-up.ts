import type { EventStore } from './event-store.ts';
import { type Folding, fold, type Loaded } from './loaded.ts';
import type { StreamCache } from './stream-cache.ts';

/** Brings a state up to the end of the log, and keeps it at hand. */
export type CatchUp<State> = (stream: string, known: Loaded<State>) => Promise<Loaded<State>>;

interface Needs<Event, State> {
  readonly store: Pick<EventStore<Event>, 'read'>;
  readonly decider: Folding<Event, State>;
  readonly cache: Pick<StreamCache<Event, State>, 'set'>;
}

export const createCatchUp =
  <Event, State>({ store, decider, cache }: Needs<Event, State>): CatchUp<State> =>
  async (stream, known) => {
    const commits = await store.read(stream, known.version);
    const latest = commits.reduce((loaded, commit) => fold(decider, loaded, commit), known);
    cache.set(stream, latest);
    return latest;
  };
