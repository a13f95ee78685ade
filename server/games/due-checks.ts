import { deadline } from '../../shared/game/clock.ts';
import { expiryAt } from '../../shared/game/expiry.ts';
import type { GameState } from '../../shared/game/state.ts';
import type { GameId } from '../../shared/kernel/ids.ts';

export interface DueCheck {
  readonly game: GameId;
  /** When to look at the game, ms since the epoch. */
  readonly checkAt: number;
}

/** `null` for a game that has nothing more to look for. */
export type NextCheck = Pick<DueCheck, 'game'> & { readonly checkAt: number | null };

/**
 * When the referee looks at which game. A check is put off only by who has looked, so that a process that stood still and goes on
 * with what it knew does no more than have a game looked at once too often. Every adapter passes `test/contract/due-checks.ts`.
 */
export interface DueChecks {
  /** Sets each check unless one stands that is sooner, or removes it. */
  bringForward(checks: readonly NextCheck[]): Promise<void>;
  /** This check has been made: puts it off, or removes it; leaves alone one that was moved meanwhile. */
  made(check: DueCheck, next: number | null): Promise<void>;
  /** Those that are due at a time, the longest due first. */
  due(at: number, limit: number): Promise<readonly DueCheck[]>;
  clear(): Promise<void>;
}

/** A game is looked at no more often than this, ms, except when the clock that runs now ends sooner. */
const leastWaitMs = 5_000;

/**
 * The earliest time at which a game could end by itself, as far as its state now tells; null for never. While one side
 * thinks, a move may hand the turn to a side with less time, which nobody will tell the referee: so it looks when
 * the shorter of both clocks could have run out.
 */
export const nextCheckAt = (state: GameState, now: number): number | null => {
  const expiry = expiryAt(state);
  if (expiry === null || state.phase !== 'playing' || state.clocks === null) return expiry;
  const shorter = state.clocks.runningSince + Math.min(state.clocks.x, state.clocks.o);
  return Math.min(expiry, Math.max(shorter, now + leastWaitMs));
};

/** What ends a game that is due: the clock where one runs, else neglect. */
export const endingCommand = (
  state: GameState,
  at: number,
): { readonly type: 'TimeOut' | 'Expire'; readonly at: number } => ({
  type: deadline(state) === null ? 'Expire' : 'TimeOut',
  at,
});
