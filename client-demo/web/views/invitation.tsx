import type { AppState, Dispatch } from '../state/app-state.ts';
import type { GameScreen } from '../state/game.ts';
import { Link } from './link.tsx';
import { FailureNotice } from './notices.tsx';
import { useText } from './text.ts';

interface InvitationProps {
  readonly state: AppState;
  readonly screen: GameScreen;
  readonly dispatch: Dispatch;
}

/** For a visitor whom nobody knows yet: play or watch as a guest, or log in. */
export const VisitorInvitation = ({ state, screen, dispatch }: InvitationProps) => {
  const { game, lobby, replay } = useText();
  const { summary } = screen;
  const host = summary?.players[0]?.name;
  const isOpen = summary?.status === 'awaiting';
  const isOver = summary?.status === 'finished';
  const mayGuest = isOpen && !summary.settings.rated;
  const join = (role: 'player' | 'spectator') => () => dispatch({ area: 'game', game: screen.id, type: 'join', role });
  return (
    <>
      <h2>{isOpen && host ? game.invited(host) : isOver ? game.over : game.watching}</h2>
      {isOpen && summary.settings.rated && <p class="quiet">{lobby.needsAccount}</p>}
      {state.guest.failure && <FailureNotice failure={state.guest.failure} />}
      <div class="stack">
        {mayGuest && (
          <button type="button" class="button primary" onClick={join('player')}>
            {game.joinGuest}
          </button>
        )}
        {isOpen && (
          <Link to={{ name: 'login' }} dispatch={dispatch} className="button">
            {game.logInFirst}
          </Link>
        )}
        {isOver && summary.startedAt && (
          <Link to={{ name: 'replay', id: screen.id }} dispatch={dispatch} className="button primary">
            {replay.link}
          </Link>
        )}
        <button
          type="button"
          class={`button ${isOpen || isOver ? 'quiet-button' : 'primary'}`}
          onClick={join('spectator')}
        >
          {game.watchGuest}
        </button>
      </div>
    </>
  );
};

/** For somebody who looks at a game that still waits. */
export const OpenSeat = ({ state, screen, dispatch }: InvitationProps) => {
  const { game, lobby } = useText();
  const player = state.viewer.is === 'player' ? state.viewer.player : null;
  const blocked = screen.view?.rated === true && player?.mayPlayRated === false;
  const host = screen.view?.seats[0]?.name;
  return (
    <>
      <h2>{host ? game.invited(host) : game.invitedOpen}</h2>
      {blocked && <p class="quiet">{player?.guest ? lobby.needsAccount : lobby.needsVerified}</p>}
      <button
        type="button"
        class="button primary"
        disabled={blocked}
        onClick={() => dispatch({ area: 'game', game: screen.id, type: 'join', role: 'player' })}
      >
        {game.join}
      </button>
    </>
  );
};

/** The room said no for good; watching may still be possible. */
export const Closed = ({ screen, dispatch }: Omit<InvitationProps, 'state'>) => {
  const { game, common } = useText();
  return (
    <>
      <h2>{game.closed}</h2>
      {screen.failure && <FailureNotice failure={screen.failure} />}
      <div class="stack">
        {screen.role === 'player' && (
          <button
            type="button"
            class="button"
            onClick={() => dispatch({ area: 'game', game: screen.id, type: 'join', role: 'spectator' })}
          >
            {game.watchInstead}
          </button>
        )}
        <Link to={{ name: 'home' }} dispatch={dispatch} className="button">
          {common.back}
        </Link>
      </div>
    </>
  );
};
