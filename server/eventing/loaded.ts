import type { Decider } from '../../shared/kernel/decider.ts';
import type { Commit } from './event-store.ts';

/** A stream's state and the version it stands at. */
export interface Loaded<State> {
  readonly state: State;
  readonly version: number;
}

/** What replaying needs of a rule set. */
export type Folding<Event, State> = Pick<Decider<never, Event, State, never>, 'initial' | 'evolve'>;

export const unwritten = <State>({ initial }: { readonly initial: State }): Loaded<State> => ({
  state: initial,
  version: 0,
});

/** Whether the commit is the very next one after this state. */
export const follows = <State>(loaded: Loaded<State>, commit: Commit<unknown>): boolean =>
  commit.version - commit.events.length === loaded.version;

export const fold = <Event, State>(
  { evolve }: Pick<Folding<Event, State>, 'evolve'>,
  loaded: Loaded<State>,
  commit: Commit<Event>,
): Loaded<State> => ({ state: commit.events.reduce(evolve, loaded.state), version: commit.version });
