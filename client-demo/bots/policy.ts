import type { Side } from '../../shared/game/seats.ts';
import type { BoardSettings } from '../../shared/game/settings.ts';

/** What a policy sees: the board and the side that it moves for. A `GameView` has all of it. */
export interface BotView extends BoardSettings {
  /** 0 empty, 1 X, 2 O, row by row from the top. Not to be written. */
  readonly cells: Uint8Array;
  readonly side: Side;
}

/** Where to put the mark; on a board with gravity `y` is the row it falls to. */
export interface BotMove {
  readonly x: number;
  readonly y: number;
}

/** A number in [0, 1), a new one each time. */
export type Chance = () => number;

/**
 * How a bot plays: the whole of it. Asked only when it is its turn and a cell is free. Pure, so a game can be replayed: the same
 * view and the same chance give the same move.
 */
export type Policy = (view: BotView, chance: Chance) => BotMove;
