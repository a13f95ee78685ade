import { claimAfterMs } from '../../../shared/game/limits.ts';
import type { Dispatch } from '../state/app-state.ts';
import type { GameScreen } from '../state/game.ts';
import { opponentsGoneSince } from '../state/game-view.ts';
import { useAway } from './away.ts';
import { useText } from './text.ts';

interface ClaimProps {
  readonly screen: GameScreen;
  readonly dispatch: Dispatch;
}

/** While every opponent is away: how long until the win can be claimed, and then the button for it. */
export const Claim = ({ screen, dispatch }: ClaimProps) => {
  const { game } = useText();
  const since = screen.view && opponentsGoneSince(screen.view, screen.me);
  const away = useAway(since, screen.aheadMs);
  if (away === null) return null;
  const waitMs = Math.max(0, claimAfterMs - away);
  return (
    <fieldset class="offer" aria-label={game.claim}>
      <p>{waitMs > 0 ? game.goneWait(Math.ceil(waitMs / 1000)) : game.gone}</p>
      {waitMs === 0 && (
        <button
          type="button"
          class="button small primary"
          onClick={() => dispatch({ area: 'game', game: screen.id, type: 'ask', request: 'claim' })}
        >
          {game.claim}
        </button>
      )}
    </fieldset>
  );
};
