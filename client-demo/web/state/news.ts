import type { OfferKind } from '../../../shared/game/events.ts';
import type { Side } from '../../../shared/game/seats.ts';
import type { GameView } from '../../connection/game-view.ts';
import { sideToMove } from './game-view.ts';

/** What changed between two pictures of a game, to be said aloud by the live region. */
export type News =
  | { readonly is: 'began'; readonly turn: Side | null }
  | { readonly is: 'moved'; readonly side: Side; readonly at: number; readonly turn: Side | null }
  | { readonly is: 'taken-back'; readonly turn: Side | null }
  | { readonly is: 'offered'; readonly offer: OfferKind; readonly side: Side }
  | { readonly is: 'ended' };

const offerKinds: readonly OfferKind[] = ['draw', 'takeback', 'rematch'];

const newOffer = (before: GameView, after: GameView): News | null => {
  for (const offer of offerKinds) {
    const side = after.offers[offer];
    if (side && before.offers[offer] !== side) return { is: 'offered', offer, side };
  }
  return null;
};

const moved = (after: GameView): News | null => {
  const at = after.lastMove;
  if (at === null) return null;
  return { is: 'moved', side: after.cells[at] === 1 ? 'x' : 'o', at, turn: sideToMove(after) };
};

/** The one thing most worth saying about a change, or null. */
export const newsOf = (before: GameView | null, after: GameView): News | null => {
  if (before === null) return null;
  if (after.status === 'finished') return before.status === 'finished' ? newOffer(before, after) : { is: 'ended' };
  if (before.status === 'awaiting' && after.status === 'playing') return { is: 'began', turn: sideToMove(after) };
  if (after.plies > before.plies) return moved(after);
  if (after.plies < before.plies) return { is: 'taken-back', turn: sideToMove(after) };
  return newOffer(before, after);
};
