import { otherSide } from '../../shared/game/seats.ts';
import type { ClocksView, GameView, SeatView } from '../connection/game-view.ts';
import { clockShows, isTurnOf } from '../connection/game-view.ts';

/** What a bot does next in a game. */
export type BotAction =
  | { readonly type: 'move' }
  | { readonly type: 'draw' | 'takeback' | 'rematch'; readonly action: 'accept' | 'decline' }
  | { readonly type: 'claim'; readonly due: number };

/** What a bot takes into account beside the board. */
export interface Manners {
  /** Whether a side can still make a line; who cannot takes a draw. */
  readonly canStillWin: (view: GameView, side: SeatView['side']) => boolean;
  /** How long it waits for opponents who have gone, before it claims the game; ms. */
  readonly patienceMs: number;
}

const answer = (type: 'draw' | 'takeback' | 'rematch', agrees: boolean): BotAction => ({
  type,
  action: agrees ? 'accept' : 'decline',
});

/** When every opponent has been gone for so long that the bot claims the game, ms on the server's clock; null while one is here. */
export const claimAt = (view: GameView, seat: SeatView, patienceMs: number): number | null => {
  if (view.status !== 'playing' || isTurnOf(view, seat)) return null;
  const gone = view.seats.filter(({ side }) => side !== seat.side).map(({ goneSince }) => goneSince);
  if (gone.length === 0 || gone.includes(null)) return null;
  return Math.max(...gone.map(Number)) + patienceMs;
};

const whilePlaying = (view: GameView, seat: SeatView, manners: Manners, serverNow: number): BotAction | null => {
  const foe = otherSide(seat.side);
  if (view.offers.takeback === foe) return answer('takeback', !view.rated);
  if (view.offers.draw === foe) return answer('draw', !manners.canStillWin(view, seat.side));
  if (isTurnOf(view, seat)) return { type: 'move' };
  const due = claimAt(view, seat, manners.patienceMs);
  return due !== null && serverNow >= due ? { type: 'claim', due } : null;
};

/**
 * What a bot in this seat does now, or null when it waits. It lets opponents take back in unrated games, takes a draw once it cannot
 * win any more, and agrees to every rematch.
 */
export const nextAction = (view: GameView, seat: SeatView, manners: Manners, serverNow: number): BotAction | null => {
  if (view.status === 'playing') return whilePlaying(view, seat, manners, serverNow);
  const isOffered = view.status === 'finished' && view.next === null && view.offers.rematch === otherSide(seat.side);
  return isOffered ? answer('rematch', true) : null;
};

const share = 1 / 30;

/** A pause like a person's before a move, but never more than a small part of the time left on a clock. */
export const pauseMs = (
  view: GameView & { readonly clocks: ClocksView | null },
  seat: SeatView,
  wanted: number,
  serverNow: number,
): number => {
  const shown = clockShows(view, serverNow);
  return shown === null ? wanted : Math.min(wanted, shown[seat.side] * share);
};
