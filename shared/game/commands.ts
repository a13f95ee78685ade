import type { GameId, PlayerId } from '../kernel/ids.ts';
import type { OfferKind } from './events.ts';
import type { Side, Standing } from './seats.ts';
import type { Settings } from './settings.ts';

/** Who asks to sit: identity and standing come from the token, never from the wire. */
export interface Sitter {
  readonly player: PlayerId;
  readonly standing: Standing;
  /** Whether this player may sit in a rated game and have a rating at stake. */
  readonly rated: boolean;
}

/**
 * What may be asked of a game. `at` is the server's time in ms, `chance` a number in [0, 1): neither is read inside a rule.
 * `TimeOut`, `Expire` and `GiveTimeBack` are the server's own; the rule judges them by the recorded times.
 */
export type GameCommand =
  | {
      readonly type: 'Create';
      readonly at: number;
      readonly by: Sitter;
      readonly settings: Settings;
      readonly side: Side | null;
      readonly chance: number;
    }
  | {
      readonly type: 'CreateRematch';
      readonly at: number;
      readonly of: GameId;
      readonly settings: Settings;
      readonly seats: readonly (Sitter & { readonly side: Side; readonly index: number })[];
    }
  | {
      readonly type: 'Sit';
      readonly at: number;
      readonly by: Sitter;
      readonly side: Side | null;
      readonly index: number | null;
    }
  | { readonly type: 'Move'; readonly at: number; readonly by: PlayerId; readonly x: number; readonly y: number | null }
  | { readonly type: 'Resign'; readonly at: number; readonly by: PlayerId }
  | { readonly type: 'Abort'; readonly at: number; readonly by: PlayerId }
  | {
      readonly type: 'Offer';
      readonly at: number;
      readonly by: PlayerId;
      readonly offer: OfferKind;
      readonly next: GameId;
    }
  | {
      readonly type: 'Accept';
      readonly at: number;
      readonly by: PlayerId;
      readonly offer: OfferKind;
      readonly next: GameId;
    }
  | { readonly type: 'Decline'; readonly at: number; readonly by: PlayerId; readonly offer: OfferKind }
  | { readonly type: 'GiveTime'; readonly at: number; readonly by: PlayerId }
  | { readonly type: 'Claim'; readonly at: number; readonly by: PlayerId; readonly opponentGoneSince: number | null }
  | { readonly type: 'TimeOut'; readonly at: number }
  /** From `from` until `until` (ms since the epoch) nobody could move, because nothing served the game. */
  | { readonly type: 'GiveTimeBack'; readonly at: number; readonly from: number; readonly until: number }
  | { readonly type: 'Expire'; readonly at: number };
