import type { VariantName } from '../../shared/game/variants.ts';
import type { GameId, PlayerId } from '../../shared/kernel/ids.ts';

/** A variant's rating list has the variant's name. */
export type Ladder = VariantName;

export interface RatingChange {
  readonly player: PlayerId;
  readonly before: number;
  readonly after: number;
  readonly outcome: 'win' | 'draw' | 'loss';
}

/** What one finished game did to its ladder: written once, and from then on the truth that is applied. */
export interface RatedGame {
  readonly game: GameId;
  readonly ladder: Ladder;
  /** Position of the game's end in the log. */
  readonly position: number;
  /** When it ended, ms since the epoch. */
  readonly at: number;
  readonly changes: readonly RatingChange[];
}

export interface PlayerRating {
  readonly player: PlayerId;
  readonly ladder: Ladder;
  readonly rating: number;
  readonly games: number;
  readonly wins: number;
  readonly draws: number;
  readonly losses: number;
  /** When the last game counted ended, ms since the epoch. */
  readonly updatedAt: number;
  /** Position of that game's end. */
  readonly position: number;
}

/** A player's own view of one rated game. */
export interface HistoryEntry {
  readonly position: number;
  readonly game: GameId;
  readonly at: number;
  readonly before: number;
  readonly after: number;
}

/** A place in a leaderboard: higher ratings first, equal ones in the order of the players' ids. */
export type Standing = Pick<PlayerRating, 'player' | 'rating'>;

/** What the projection needs. A crash between `insertOnce` and `applyChanges` is mended by doing both again. */
export interface RatingsWriter {
  ratedGames(games: readonly GameId[]): Promise<ReadonlyMap<GameId, RatedGame>>;
  ratings(ladder: Ladder, players: readonly PlayerId[]): Promise<ReadonlyMap<PlayerId, PlayerRating>>;
  /** Writes each game's changes in order; a game that has some keeps what it has. */
  insertOnce(games: readonly RatedGame[]): Promise<void>;
  /** Brings each player's rating to `after` and counts the game, in order, except where it has seen that position or a later one. */
  applyChanges(games: readonly RatedGame[]): Promise<void>;
  clear(): Promise<void>;
}

/** What is read to be shown: a hidden player is nowhere in it. Every adapter passes `test/contract/ratings-store.ts`. */
export interface RatingsStore extends RatingsWriter {
  /** All ladders of a player, by name. */
  ofPlayer(player: PlayerId): Promise<readonly PlayerRating[]>;
  /** Newest first, from below the position `before`, or from the newest where it is null. */
  history(player: PlayerId, ladder: Ladder, before: number | null, limit: number): Promise<readonly HistoryEntry[]>;
  /** Downwards from just after a place, or from the top where it is null. */
  below(ladder: Ladder, from: Standing | null, limit: number): Promise<readonly PlayerRating[]>;
  /** Upwards from just before a place, nearest first. */
  above(ladder: Ladder, from: Standing, limit: number): Promise<readonly PlayerRating[]>;
  /** How many players have a higher rating; must not count them one by one. */
  countAbove(ladder: Ladder, rating: number): Promise<number>;
  /** How many players each ladder has. */
  countPlayers(): Promise<ReadonlyMap<Ladder, number>>;
  /** Hides a player for good, whatever is applied or rebuilt later. */
  hide(player: PlayerId): Promise<void>;
}
