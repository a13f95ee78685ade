import type { VariantName } from '../../shared/game/variants.ts';
import type { GameId, PlayerId } from '../../shared/kernel/ids.ts';
import type { GameRecord, GameStatus } from './game-record.ts';

export interface GamesFilter {
  readonly status?: GameStatus | undefined;
  readonly variant?: VariantName | undefined;
  /** Games in which this player has a seat. Without it only public games are listed. */
  readonly player?: PlayerId | undefined;
  /** With `player`: games in which this one has a seat on the other side. */
  readonly opponent?: PlayerId | undefined;
  /** Who asks: with `player`, they also see the private games in which they have a seat themselves. */
  readonly viewer: PlayerId | null;
}

/** The list of games, kept from the log. Every adapter passes `test/contract/games-read-model.ts`. */
export interface GamesReadModel {
  find(ids: readonly GameId[]): Promise<ReadonlyMap<GameId, GameRecord>>;
  /** Newest first: at most `limit` games created before the position `before`, or the newest of all where it is null. */
  list(filter: GamesFilter, before: number | null, limit: number): Promise<readonly GameRecord[]>;
  /** How many games this player created that nobody has completed yet. */
  countAwaiting(createdBy: PlayerId): Promise<number>;
  /** Writes each record whole, except where the stored one is as new or newer. */
  save(records: readonly GameRecord[]): Promise<void>;
  clear(): Promise<void>;
}
