import type { OfferKind } from '../../../shared/game/events.ts';
import type { Dispatch } from '../state/app-state.ts';
import type { GameScreen } from '../state/game.ts';
import type { OfferAction } from '../state/game-message.ts';
import { seatOf } from '../state/game-view.ts';
import { useText } from './text.ts';

interface OffersProps {
  readonly screen: GameScreen;
  readonly dispatch: Dispatch;
}

const kinds: readonly OfferKind[] = ['draw', 'takeback', 'rematch'];

const Offer = ({
  screen,
  dispatch,
  kind,
  mine,
}: OffersProps & { readonly kind: OfferKind; readonly mine: boolean }) => {
  const { game } = useText();
  const answer = (action: OfferAction) => () =>
    dispatch({ area: 'game', game: screen.id, type: 'offer', offer: kind, action });
  return (
    <fieldset class="offer" aria-label={mine ? game.offered[kind] : game.offers[kind]}>
      <p>{mine ? game.offered[kind] : game.offers[kind]}</p>
      {mine ? (
        <button type="button" class="button small" onClick={answer('decline')}>
          {game.withdraw}
        </button>
      ) : (
        <>
          <button type="button" class="button small primary" onClick={answer('accept')}>
            {game.accept}
          </button>
          <button type="button" class="button small" onClick={answer('decline')}>
            {game.decline}
          </button>
        </>
      )}
    </fieldset>
  );
};

/** Offers on the table, as quiet prompts: they never cover the board. */
export const Offers = ({ screen, dispatch }: OffersProps) => {
  const { view } = screen;
  const seat = view && seatOf(view, screen.me);
  if (!view || !seat || view.next) return null;
  return (
    <>
      {kinds.map((kind) => {
        const by = view.offers[kind];
        return by && <Offer key={kind} screen={screen} dispatch={dispatch} kind={kind} mine={by === seat.side} />;
      })}
    </>
  );
};
