import type { ComponentChildren } from 'preact';
import type { Dispatch } from '../state/app-state.ts';
import type { GameScreen } from '../state/game.ts';
import { canAbort, seatOf } from '../state/game-view.ts';
import { Claim } from './claim.tsx';
import { useText } from './text.ts';

interface ActionsProps {
  readonly screen: GameScreen;
  readonly dispatch: Dispatch;
}

const Action = ({ onClick, children }: { readonly onClick: () => void; readonly children: ComponentChildren }) => (
  <button type="button" class="button small quiet-button" onClick={onClick}>
    {children}
  </button>
);

const ConfirmResign = ({ screen, dispatch }: ActionsProps) => {
  const { game } = useText();
  const common = { area: 'game', game: screen.id } as const;
  return (
    <fieldset class="offer" aria-label={game.resignSure}>
      <p>{game.resignSure}</p>
      <button
        type="button"
        class="button small danger"
        onClick={() => dispatch({ ...common, type: 'resign', sure: true })}
      >
        {game.resignYes}
      </button>
      <button type="button" class="button small" onClick={() => dispatch({ ...common, type: 'keep-playing' })}>
        {game.resignNo}
      </button>
    </fieldset>
  );
};

/** What a player may do besides moving. */
export const GameActions = ({ screen, dispatch }: ActionsProps) => {
  const { game } = useText();
  const { view } = screen;
  const seat = view && seatOf(view, screen.me);
  if (!view || !seat || view.status !== 'playing') return null;
  const common = { area: 'game', game: screen.id } as const;
  const offer = (kind: 'draw' | 'takeback') => () =>
    dispatch({ ...common, type: 'offer', offer: kind, action: 'offer' });
  if (screen.confirming === 'resign') return <ConfirmResign screen={screen} dispatch={dispatch} />;
  return (
    <>
      <Claim screen={screen} dispatch={dispatch} />
      <fieldset class="game-actions" aria-label={game.actions}>
        {!view.offers.draw && <Action onClick={offer('draw')}>{game.offerDraw}</Action>}
        {!view.offers.takeback && view.plies > 0 && <Action onClick={offer('takeback')}>{game.takeback}</Action>}
        {view.clocks && (
          <Action onClick={() => dispatch({ ...common, type: 'ask', request: 'give-time' })}>{game.giveTime}</Action>
        )}
        {canAbort(view) ? (
          <Action onClick={() => dispatch({ ...common, type: 'ask', request: 'abort' })}>{game.abort}</Action>
        ) : null}
        <Action onClick={() => dispatch({ ...common, type: 'resign', sure: false })}>{game.resign}</Action>
      </fieldset>
    </>
  );
};
