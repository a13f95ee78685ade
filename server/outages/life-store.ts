import type { GameId } from '../../shared/kernel/ids.ts';

/** One stretch of time in which a process could serve games: until it died, stopped, or could not write for a while. */
export interface Life {
  readonly id: string;
  /** Ms since the epoch, as all times here. */
  readonly startedAt: number;
  /** When it last wrote that it lives. */
  readonly lastBeat: number;
}

/**
 * Who lived when, and which life served a game last: how long a game could not be played is known from these after a
 * process has died. Durable once resolved. Every adapter passes `test/contract/life-store.ts`.
 */
export interface LifeStore {
  /** A life that is not known begins; a known one has lasted until `lastBeat`. */
  beat(life: Life): Promise<void>;
  /** Lives whose last beat is not before `since`, the earliest first. */
  lives(since: number): Promise<readonly Life[]>;
  /** This life serves the game from now on. */
  setHost(game: GameId, life: string): Promise<void>;
  /** Nobody does any more, unless another life has taken the game over. */
  clearHost(game: GameId, life: string): Promise<void>;
  /** The id of the life that served the game last; undefined when none does. */
  hostOf(game: GameId): Promise<string | undefined>;
  /** Forgets lives whose last beat is before a time, and what they served. Gives how many lives that were. */
  sweep(before: number): Promise<number>;
}
