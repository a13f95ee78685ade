import { emptyCells } from '../../../shared/game/board.ts';
import type { Cell } from '../../../shared/game/events.ts';
import { cellName } from '../../../shared/game/notation.ts';
import { otherSide, type Side } from '../../../shared/game/seats.ts';
import type { BoardSettings } from '../../../shared/game/settings.ts';
import type { AppState, Dispatch } from '../state/app-state.ts';
import { landing } from '../state/board.ts';
import type { GameScreen } from '../state/game.ts';
import { shownCells, shownLastMove } from '../state/game-moves.ts';
import { isTurnOfPlayer, nextToMove, seatOf } from '../state/game-view.ts';
import { announcement } from './announcements.ts';
import { BoardView } from './board-view.tsx';
import { Chat } from './chat.tsx';
import { failureText } from './failure-text.ts';
import { GameSide } from './game-side.tsx';
import { Closed } from './invitation.tsx';
import { PlayerStrip } from './player-strip.tsx';
import { type Text, useText } from './text.ts';

interface GameProps {
  readonly state: AppState;
  readonly screen: GameScreen;
  readonly dispatch: Dispatch;
}

const boardOf = ({ view, summary }: GameScreen): BoardSettings | null => view ?? summary?.settings ?? null;

/** The side of a player in a running game, whose empty cells can be pressed: now or for the next turn. */
const playingSide = ({ view, me, role }: GameScreen): Side | null =>
  view?.status === 'playing' && role === 'player' ? (seatOf(view, me)?.side ?? null) : null;

/** Stays as it is while a move is on its way, so that nothing flickers. */
const openAt = (screen: GameScreen, cell: Cell): Cell | null => {
  const cells = shownCells(screen);
  return screen.view && cells && playingSide(screen) ? landing(cells, screen.view, cell) : null;
};

const GameBoard = ({ screen, dispatch }: Omit<GameProps, 'state'>) => {
  const board = boardOf(screen);
  if (!board) return <div class="board-frame board-blank" />;
  const { view } = screen;
  return (
    <div class="board-scroll">
      <BoardView
        board={board}
        cells={shownCells(screen) ?? emptyCells(board)}
        lastMove={shownLastMove(screen)}
        line={view?.result?.line ?? []}
        mover={playingSide(screen)}
        landing={(cell) => openAt(screen, cell)}
        aim={screen.aim}
        premove={screen.premove}
        onPress={(cell, sure) => dispatch({ area: 'game', game: screen.id, type: 'pressed', cell, sure })}
      />
    </div>
  );
};

/** Whose turn it is, in one line below the board. */
const turnText = (text: Text, screen: GameScreen): string => {
  const { view, pending, aim } = screen;
  if (screen.link === 'looking') return text.game.looking;
  if (!view) return screen.link === 'connecting' ? text.game.connecting : '';
  if (view.status === 'awaiting') return text.game.waiting;
  if (view.status === 'finished') return text.game.over;
  if (pending) return text.game.sending;
  if (aim) return text.game.tapAgain;
  if (isTurnOfPlayer(view, screen.me)) return text.game.yourTurn;
  const next = nextToMove(view);
  return next ? text.game.turnOf(next.name, next.side) : '';
};

/** The move that will be made when the turn comes, and the way to take it back. */
const Premove = ({ screen, dispatch }: Omit<GameProps, 'state'>) => {
  const { game } = useText();
  const { premove, view } = screen;
  if (!premove || !view) return null;
  return (
    <p class="turn premove" role="status" data-testid="premove">
      {game.premove(cellName(view, premove))}{' '}
      <button
        type="button"
        class="button small"
        onClick={() => dispatch({ area: 'game', game: screen.id, type: 'drop-premove' })}
      >
        {game.dropPremove}
      </button>
    </p>
  );
};

const Note = ({ screen, dispatch }: Omit<GameProps, 'state'>) => {
  const text = useText();
  if (screen.premove && !screen.refusal) {
    return (
      <div class="game-note">
        <Premove screen={screen} dispatch={dispatch} />
      </div>
    );
  }
  const mine = screen.view !== null && isTurnOfPlayer(screen.view, screen.me) && !screen.pending;
  return (
    <div class="game-note">
      {screen.refusal ? (
        <p class="refusal" role="alert" data-testid="refusal">
          {failureText(text, screen.refusal)}
        </p>
      ) : (
        <p class={mine ? 'turn turn-mine' : 'turn'} data-testid="turn">
          {turnText(text, screen)}
        </p>
      )}
    </div>
  );
};

const Banner = ({ screen }: { readonly screen: GameScreen }) => {
  const { game } = useText();
  return (
    <div class="banner-place" role="status" data-testid="connection">
      {screen.link === 'reconnecting' && <p class="banner">{game.reconnecting}</p>}
    </div>
  );
};

/** One sits at the bottom of the board, as at a table; spectators see X there. */
const bottomSide = ({ view, me }: GameScreen): Side => (view && seatOf(view, me)?.side) ?? 'x';

const NoGame = ({ screen, dispatch }: Omit<GameProps, 'state'>) => (
  <section class="card door">
    <Closed screen={screen} dispatch={dispatch} />
  </section>
);

export const GamePage = ({ state, screen, dispatch }: GameProps) => {
  const text = useText();
  if (screen.link === 'closed' && !boardOf(screen)) return <NoGame screen={screen} dispatch={dispatch} />;
  const mine = bottomSide(screen);
  const board = boardOf(screen);
  return (
    <div class="game">
      <Banner screen={screen} />
      <p class="unseen" aria-live="polite" data-testid="announcements">
        {announcement(text, screen)}
      </p>
      <div class="game-table" style={{ '--columns': board?.width ?? 3, '--rows': board?.height ?? 3 }}>
        <PlayerStrip screen={screen} side={otherSide(mine)} dispatch={dispatch} />
        <GameBoard screen={screen} dispatch={dispatch} />
        <PlayerStrip screen={screen} side={mine} dispatch={dispatch} />
        <Note screen={screen} dispatch={dispatch} />
      </div>
      <aside class="game-side">
        <GameSide state={state} screen={screen} dispatch={dispatch} />
        {screen.view && <Chat screen={screen} dispatch={dispatch} />}
      </aside>
    </div>
  );
};
