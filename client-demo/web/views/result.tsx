import type { Dispatch } from '../state/app-state.ts';
import type { GameScreen } from '../state/game.ts';
import { seatOf } from '../state/game-view.ts';
import { ratingChangeOf } from '../state/rating-change.ts';
import { resultText } from './announcements.ts';
import { changeText } from './game-words.ts';
import { Link } from './link.tsx';
import { useText } from './text.ts';

interface ResultProps {
  readonly screen: GameScreen;
  readonly dispatch: Dispatch;
}

const Rematch = ({ screen, dispatch }: ResultProps) => {
  const { game } = useText();
  const { view, id } = screen;
  if (!view) return null;
  if (view.next) {
    return (
      <Link to={{ name: 'game', id: view.next }} dispatch={dispatch} className="button primary">
        {game.nextGame}
      </Link>
    );
  }
  const isPossible = seatOf(view, screen.me) !== null && view.plies > 0 && !view.offers.rematch;
  if (!isPossible) return null;
  return (
    <button
      type="button"
      class="button primary"
      onClick={() => dispatch({ area: 'game', game: id, type: 'offer', offer: 'rematch', action: 'offer' })}
    >
      {game.rematch}
    </button>
  );
};

/** How it ended, for whom, and what it did to the rating. */
export const Result = ({ screen, dispatch }: ResultProps) => {
  const text = useText();
  const { view } = screen;
  if (!view?.result) return null;
  const seat = seatOf(view, screen.me);
  const { winner } = view.result;
  const change = seat && ratingChangeOf(screen, seat.id);
  return (
    <>
      <div class={`result ${winner ? `result-${winner}` : ''}`} role="status" data-testid="result">
        <p class="result-main">{resultText(text, view)}</p>
        {seat && winner && <p>{winner === seat.side ? text.game.won : text.game.lost}</p>}
        {change !== null && change !== undefined && (
          <p>
            {text.game.ratingChange}{' '}
            <strong class="numeral" data-testid="rating-change">
              {changeText(change)}
            </strong>
          </p>
        )}
      </div>
      <div class="actions">
        <Rematch screen={screen} dispatch={dispatch} />
        {view.plies > 0 && (
          <Link to={{ name: 'replay', id: screen.id }} dispatch={dispatch} className="button">
            {text.replay.link}
          </Link>
        )}
        <Link to={{ name: 'home' }} dispatch={dispatch} className="button">
          {text.common.back}
        </Link>
      </div>
    </>
  );
};
