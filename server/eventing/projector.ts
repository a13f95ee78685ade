import type { Positioned } from './event-store.ts';

/** How far a projection has come: the position of the last commit it applied, 0 before the first. */
export interface Checkpoints {
  read(projection: string): Promise<number>;
  /**
   * Moves it from where the caller found it. False, and nothing written, when it stands elsewhere: another node went on
   * meanwhile, and whoever asks has lost the lease without noticing.
   */
  move(projection: string, from: number, to: number): Promise<boolean>;
  /** Back to 0, before a rebuild. */
  reset(projection: string): Promise<void>;
}

/**
 * Keeps one read model. `apply` is called at least once for each milestone commit, in log order, one call at a time;
 * it must be idempotent by position. `reset` empties the read model before a rebuild from position 0.
 */
export interface Projection<Event> {
  readonly name: string;
  apply(commits: readonly Positioned<Event>[]): Promise<void>;
  reset(): Promise<void>;
}
