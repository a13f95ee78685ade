import type { Cell } from '../../../shared/game/events.ts';
import { indexOf, landing, withMove } from './board.ts';
import type { Effect } from './effect.ts';
import type { GameScreen } from './game.ts';
import { isTurnOfPlayer, seatOf } from './game-view.ts';

type Updated = [GameScreen, Effect[]];

/** The cells as they are shown: a move of ours is there before the server has confirmed it. */
export const shownCells = ({ view, pending }: GameScreen): Uint8Array | null => {
  if (!view) return null;
  return pending ? withMove(view.cells, view, pending.cell, pending.side) : view.cells;
};

export const shownLastMove = ({ view, pending }: GameScreen): number | null =>
  view && pending ? indexOf(view, pending.cell) : (view?.lastMove ?? null);

/** Whether the board waits for this player. */
export const mayMove = (screen: GameScreen): boolean =>
  screen.view !== null && screen.role === 'player' && !screen.pending && isTurnOfPlayer(screen.view, screen.me);

/** Where a press on this cell would put a mark now, or null. */
export const wouldLand = (screen: GameScreen, cell: Cell): Cell | null =>
  screen.view && mayMove(screen) ? landing(screen.view.cells, screen.view, cell) : null;

const same = (a: Cell | null, b: Cell): boolean => a !== null && a.x === b.x && a.y === b.y;

/** Puts the mark at once and asks the server. */
export const played = (screen: GameScreen, at: Cell): Updated => {
  const { view, me } = screen;
  const seat = view && seatOf(view, me);
  if (!view || !seat) return [screen, []];
  const body = view.gravity ? { x: at.x } : { x: at.x, y: at.y };
  return [
    {
      ...screen,
      aim: null,
      premove: null,
      refusal: null,
      pending: { cell: at, side: seat.side, plies: view.plies },
    },
    [{ type: 'ask-room', game: screen.id, request: 'move', body }],
  ];
};

/** A press on a cell: it aims first where the finger may have missed (`sure` false), else plays. */
export const pressed = (screen: GameScreen, cell: Cell, sure: boolean): Updated => {
  const at = wouldLand(screen, cell);
  if (!at) return [{ ...screen, aim: null }, []];
  if (!sure && !same(screen.aim, at)) return [{ ...screen, aim: at, refusal: null }, []];
  return played(screen, at);
};
