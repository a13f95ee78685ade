import type { GameId, PlayerId } from '../kernel/ids.ts';
import type { Seat, Side } from './seats.ts';
import type { Settings } from './settings.ts';

/** Remaining time of each side in ms. */
export interface ClockReading {
  readonly x: number;
  readonly o: number;
}

export type OfferKind = 'draw' | 'takeback' | 'rematch';

/** A column and a row, from 0, counted from the left and from the top. */
export interface Cell {
  readonly x: number;
  readonly y: number;
}

/** Why a game ended. `aborted` and `expired` have no winner and are not rated. */
export type EndReason = 'line' | 'full' | 'resignation' | 'time' | 'agreement' | 'abandonment' | 'aborted' | 'expired';

/** What happened, as it is stored for ever. `at` is the server's time, ms since the epoch. Stored shapes are never changed. */
export type GameEvent =
  | {
      readonly type: 'GameCreated';
      readonly at: number;
      readonly by: PlayerId;
      readonly settings: Settings;
      readonly rematchOf: GameId | null;
    }
  | ({ readonly type: 'SeatTaken'; readonly at: number } & Seat)
  | {
      readonly type: 'SeatLeft';
      readonly at: number;
      readonly player: PlayerId;
      readonly side: Side;
      readonly index: number;
    }
  | { readonly type: 'GameStarted'; readonly at: number; readonly first: Side }
  | {
      readonly type: 'MoveMade';
      readonly at: number;
      readonly player: PlayerId;
      readonly side: Side;
      readonly x: number;
      readonly y: number;
      readonly clockMs: number | null;
    }
  | {
      readonly type: 'OfferMade';
      readonly at: number;
      readonly player: PlayerId;
      readonly side: Side;
      readonly offer: OfferKind;
    }
  | {
      readonly type: 'OfferDeclined';
      readonly at: number;
      readonly player: PlayerId;
      readonly side: Side;
      readonly offer: OfferKind;
    }
  | { readonly type: 'MovesTakenBack'; readonly at: number; readonly player: PlayerId; readonly count: number }
  | {
      readonly type: 'TimeGiven';
      readonly at: number;
      readonly player: PlayerId;
      readonly to: Side;
      readonly ms: number;
    }
  | {
      /** The clock of the side to move stood still from `from` until `until`, ms since the epoch. */
      readonly type: 'TimeGivenBack';
      readonly at: number;
      readonly side: Side;
      readonly from: number;
      readonly until: number;
      readonly reason: 'outage';
    }
  | {
      readonly type: 'GameEnded';
      readonly at: number;
      readonly winner: Side | null;
      readonly reason: EndReason;
      readonly line: readonly Cell[];
    }
  | {
      readonly type: 'RematchAgreed';
      readonly at: number;
      readonly player: PlayerId;
      readonly next: GameId;
    };

/** Events that read models care about: all but those that only change the board, the clock or an offer. */
const boardOnly: ReadonlySet<GameEvent['type']> = new Set([
  'MoveMade',
  'OfferMade',
  'OfferDeclined',
  'MovesTakenBack',
  'TimeGiven',
  'TimeGivenBack',
]);

export const isMilestone = (event: GameEvent): boolean => !boardOnly.has(event.type);
