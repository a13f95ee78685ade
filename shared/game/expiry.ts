import { deadline } from './clock.ts';
import { awaitingLifeMs, idleTurnMs } from './limits.ts';
import type { Awaiting, Created, GameState, Playing } from './state.ts';

const awaitingUntil = (state: Awaiting): number => state.createdAt + awaitingLifeMs;

/** With a clock a turn ends by time, not by neglect. */
const turnUntil = (state: Playing): number | null => (state.settings.clock ? null : state.turnSince + idleTurnMs);

/** When `Expire` will be accepted, ms since the epoch; null when it never will. */
export const neglectedAt = (state: Created): number | null => {
  if (state.phase === 'awaiting') return awaitingUntil(state);
  return state.phase === 'playing' ? turnUntil(state) : null;
};

/** When the server must next act on a game that nobody touches: `TimeOut` at the clock's deadline, else `Expire`; null for never. */
export const expiryAt = (state: GameState): number | null =>
  state.phase === 'absent' ? null : (deadline(state) ?? neglectedAt(state));
