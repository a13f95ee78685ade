import type { ClockReading } from './events.ts';
import { bankCapMs, giftMs } from './limits.ts';
import type { Side } from './seats.ts';
import type { ClockSettings } from './settings.ts';
import type { Clocks, GameState, Playing } from './state.ts';
import { sideToMove } from './turn.ts';

/** Time is never taken back from a player because the server's clock was set back. */
const elapsed = (since: number, at: number): number => Math.max(0, at - since);

/** What each side has before its first move, ms. With an empty bank that is one increment: a bank of nothing cannot be played. */
const opening = (clock: ClockSettings): number => {
  if ('moveMs' in clock) return clock.moveMs;
  return clock.initialMs > 0 ? clock.initialMs : clock.incrementMs;
};

/** The clocks of a game that starts now. */
export const startClocks = (clock: ClockSettings | null, at: number): Clocks | null =>
  clock && { x: opening(clock), o: opening(clock), runningSince: at, excusedUntil: at };

/** Remaining ms of each side at a time, or null without a clock; only the side to move loses time. */
export const remaining = (state: Playing, at: number): ClockReading | null => {
  if (!state.clocks) return null;
  const { x, o, runningSince } = state.clocks;
  const spent = elapsed(runningSince, at);
  return sideToMove(state) === 'x' ? { x: Math.max(0, x - spent), o } : { x, o: Math.max(0, o - spent) };
};

/** When the side to move runs out of time, ms since the epoch; null when no clock runs. */
export const deadline = (state: GameState): number | null =>
  state.phase === 'playing' && state.clocks ? state.clocks.runningSince + state.clocks[sideToMove(state)] : null;

/** Whether the flag of the side to move has fallen: the deadline itself is too late. */
export const hasFlagFallen = (state: Playing, at: number): boolean => {
  const limit = deadline(state);
  return limit !== null && limit <= at;
};

/** What the mover has after moving at a time: Fischer's bank and increment, or the time for their next turn; null without a clock. */
export const clockAfterMove = (state: Playing, side: Side, at: number): number | null => {
  const { clock } = state.settings;
  const left = remaining(state, at);
  if (!clock || !left) return null;
  return 'moveMs' in clock ? clock.moveMs : Math.min(bankCapMs, left[side] + clock.incrementMs);
};

/** The clocks once a side has moved: its reading is set, and the other side's time runs. */
export const handOver = (clocks: Clocks | null, side: Side, clockMs: number | null, at: number): Clocks | null =>
  clocks && { ...clocks, [side]: clockMs ?? clocks[side], runningSince: Math.max(clocks.runningSince, at) };

/**
 * The part of an outage in which the clock of the side to move ran and which was not given back before, ms since the epoch;
 * null when there is none, or when the flag had fallen before.
 */
export const timeLost = (
  state: Playing,
  outage: { readonly from: number; readonly until: number },
): { readonly from: number; readonly until: number } | null => {
  const limit = deadline(state);
  if (!state.clocks || limit === null) return null;
  const from = Math.max(outage.from, state.turnSince, state.clocks.excusedUntil);
  return from < outage.until && from < limit ? { from, until: outage.until } : null;
};

/** The clocks as if the side to move had not been thinking meanwhile. */
export const standStill = (
  clocks: Clocks,
  { from, until }: { readonly from: number; readonly until: number },
): Clocks => ({
  ...clocks,
  runningSince: clocks.runningSince + Math.max(0, until - from),
  excusedUntil: Math.max(clocks.excusedUntil, until),
});

/** How much one gift would add to a side's clock, ms; 0 when it is full. */
export const giftFor = (clocks: Clocks, side: Side): number => Math.max(0, Math.min(giftMs, bankCapMs - clocks[side]));
