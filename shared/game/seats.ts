import type { PlayerId } from '../kernel/ids.ts';

export type Side = 'x' | 'o';

export const otherSide = (side: Side): Side => (side === 'x' ? 'o' : 'x');

/** Who sits, recorded in the log because ratings are recomputed from it: what a player was when they sat down. */
export type Standing = 'account' | 'guest' | 'bot';

export interface Seat {
  readonly side: Side;
  /** 0 to teamSize - 1; teammates move in the order of their index. */
  readonly index: number;
  readonly player: PlayerId;
  readonly standing: Standing;
  /** Whether this player's rating takes part; a guest's and an unverified account's does not. */
  readonly rated: boolean;
}

/** A seat's key on the wire: the side and the index, such as `x0`. */
export const seatKey = (seat: { readonly side: Side; readonly index: number }): string => `${seat.side}${seat.index}`;
