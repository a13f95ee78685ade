import type { GameId, PlayerId } from '../shared/kernel/ids.ts';
import type { Notices } from './eventing/notices.ts';
import type { RatingChange } from './ratings/ratings-store.ts';

/** What nodes tell each other beside commits. All of it may be lost, and then is found out later. */
export interface News {
  /** How far a read model is. */
  readonly progress: { readonly projection: string; readonly position: number };
  /** A game's record changed. */
  readonly game: GameId;
  readonly rated: { readonly game: GameId; readonly changes: readonly RatingChange[] };
  /** Some name changed. */
  readonly names: null;
  /** Login sessions of a player may have ended. */
  readonly sessions: PlayerId;
  /** People in a node's lobby. */
  readonly online: { readonly node: string; readonly count: number };
  /** A house bot sits in a game. */
  readonly assign: { readonly game: GameId; readonly level: number };
}

export type NodeNotices = Notices<News>;
