import type { GameId, PlayerId } from '../kernel/ids.ts';
import type { Cell, ClockReading, EndReason, OfferKind } from './events.ts';
import type { Seat, Side } from './seats.ts';
import type { Settings } from './settings.ts';

/** One mark on the board, and the clocks as its turn began, which a takeback restores. */
export interface PlayedMove extends Cell {
  readonly side: Side;
  readonly player: PlayerId;
  readonly at: number;
  /** What each side had when this move's turn began, or null without a clock. */
  readonly clocksBefore: ClockReading | null;
}

/**
 * Running clocks: what each side had when the side to move began to think, at `runningSince` (ms since the epoch), which is
 * later than the turn began by the time that was given back. Outages until `excusedUntil` have been given back for.
 */
export interface Clocks extends ClockReading {
  readonly runningSince: number;
  readonly excusedUntil: number;
}

export interface GameResult {
  readonly winner: Side | null;
  readonly reason: EndReason;
  readonly line: readonly Cell[];
}

interface Common {
  readonly settings: Settings;
  readonly createdBy: PlayerId;
  readonly createdAt: number;
  readonly rematchOf: GameId | null;
  readonly seats: readonly Seat[];
}

interface WithBoard extends Common {
  /** 0 empty, 1 X, 2 O; row by row from the top; never written after it was handed out. */
  readonly cells: Uint8Array;
  readonly first: Side;
  readonly startedAt: number;
  readonly moves: readonly PlayedMove[];
  /** How many offers each side has made: while the game was played, and after its end again from 0. */
  readonly offersMade: Readonly<Record<Side, number>>;
}

export interface Awaiting extends Common {
  readonly phase: 'awaiting';
}

export interface Playing extends WithBoard {
  readonly phase: 'playing';
  readonly clocks: Clocks | null;
  /** When the side to move began its turn, ms since the epoch; with or without a clock. */
  readonly turnSince: number;
  /** At most one offer a kind stands, with the side that made it. */
  readonly offers: Readonly<Partial<Record<OfferKind, Side>>>;
}

export interface Ended extends WithBoard {
  readonly phase: 'ended';
  readonly endedAt: number;
  /** Clocks as they stood at the end, or null without a clock. */
  readonly clocks: ClockReading | null;
  readonly result: GameResult;
  readonly offers: Readonly<Partial<Record<'rematch', Side>>>;
  readonly next: GameId | null;
}

/** `absent` is a stream without events. A game that was aborted while awaiting is `ended` with an empty board. */
export type GameState = { readonly phase: 'absent' } | Created;

/** A game that exists, in any phase. */
export type Created = Awaiting | Playing | Ended;
