import type { Side } from '../../../shared/game/seats.ts';
import type { GameView, SeatView } from '../../connection/game-view.ts';
import { isTurnOf, seatOfPlayer } from '../../connection/game-view.ts';

export const seatOf = (view: GameView, player: string | null): SeatView | null =>
  player === null ? null : seatOfPlayer(view, player);

export const seatsOf = (view: GameView, side: Side): readonly SeatView[] =>
  view.seats.filter((seat) => seat.side === side);

/** Whether this player is the next to move. */
export const isTurnOfPlayer = (view: GameView, player: string | null): boolean => {
  const seat = seatOf(view, player);
  return seat !== null && isTurnOf(view, seat);
};

export const sideToMove = (view: GameView): Side | null => view.turn?.side ?? null;

/** Whoever is to move. */
export const nextToMove = (view: GameView): SeatView | null => view.seats.find((seat) => isTurnOf(view, seat)) ?? null;

/** Until each side has moved, a game can be called off. */
export const canAbort = (view: GameView): boolean => view.status === 'awaiting' || view.plies < 2;

/** Since when all opponents of a player have been away, ms by the server's clock; null while one of them is here. */
export const opponentsGoneSince = (view: GameView, player: string | null): number | null => {
  const mine = seatOf(view, player)?.side;
  const times = view.seats.filter(({ side }) => mine && side !== mine).map(({ goneSince }) => goneSince);
  return times.length === 0 || times.some((time) => time === null) ? null : Math.max(...times.map(Number));
};
