import type { Cell } from '../../../shared/game/events.ts';
import { landing } from './board.ts';
import type { Effect } from './effect.ts';
import type { GameScreen } from './game.ts';
import { played, wouldLand } from './game-moves.ts';
import { isTurnOfPlayer, seatOf } from './game-view.ts';

type Updated = [GameScreen, Effect[]];

/** Whether a press now chooses the move for the next turn. */
export const mayPremove = ({ view, me, role, pending }: GameScreen): boolean =>
  view?.status === 'playing' && role === 'player' && !pending && seatOf(view, me) !== null && !isTurnOfPlayer(view, me);

/** Where a move chosen now would land if nothing changed, or null where it cannot. */
const wouldPremove = (screen: GameScreen, cell: Cell): Cell | null =>
  screen.view && mayPremove(screen) ? landing(screen.view.cells, screen.view, cell) : null;

/** Chooses a move for the next turn; the same cell once more, or one that is taken, takes the choice back. */
export const chosen = (screen: GameScreen, cell: Cell): GameScreen => {
  const at = wouldPremove(screen, cell);
  const { premove } = screen;
  const again = at !== null && premove?.x === at.x && premove.y === at.y;
  return { ...screen, premove: again ? null : at, refusal: null };
};

const impossible = { code: 'client/premove-impossible', text: '', fields: [], retryAfter: null } as const;

/** After a new picture: the chosen move is made when the turn has come, dropped with a reason when it cannot be made any more. */
export const withPremove = (screen: GameScreen): Updated => {
  const { view, premove, me } = screen;
  if (!premove || !view) return [screen, []];
  if (view.status !== 'playing') return [{ ...screen, premove: null }, []];
  if (isTurnOfPlayer(view, me)) {
    const at = wouldLand(screen, premove);
    return at ? played(screen, at) : [{ ...screen, premove: null, refusal: impossible }, []];
  }
  const still = landing(view.cells, view, premove);
  return still ? [{ ...screen, premove: still }, []] : [{ ...screen, premove: null, refusal: impossible }, []];
};
