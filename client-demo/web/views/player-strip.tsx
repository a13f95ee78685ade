import type { Side } from '../../../shared/game/seats.ts';
import type { SeatView } from '../../connection/game-view.ts';
import { isTurnOf } from '../../connection/game-view.ts';
import type { Dispatch } from '../state/app-state.ts';
import type { GameScreen } from '../state/game.ts';
import { seatsOf } from '../state/game-view.ts';
import { ratingChangeOf } from '../state/rating-change.ts';
import { useAway } from './away.ts';
import { ClockView } from './clock-view.tsx';
import { changeText, ratingText } from './game-words.ts';
import { Link } from './link.tsx';
import { Mark } from './mark.tsx';
import { Chip } from './notices.tsx';
import { useText } from './text.ts';

interface StripProps {
  readonly screen: GameScreen;
  readonly side: Side;
  readonly dispatch: Dispatch;
}

const Seated = ({ seat, screen, dispatch }: { readonly seat: SeatView } & Omit<StripProps, 'side'>) => {
  const text = useText();
  const change = ratingChangeOf(screen, seat.id);
  const isAway = useAway(screen.view?.status === 'playing' ? seat.goneSince : null, screen.aheadMs) !== null;
  const isNext = screen.view !== null && isTurnOf(screen.view, seat);
  return (
    <span class={`seated ${isNext ? 'seated-next' : ''}`}>
      <Link to={{ name: 'player', id: seat.id }} dispatch={dispatch} className="seated-name ellipsis">
        {seat.name}
      </Link>
      {seat.rating !== null && <span class="numeral quiet">{ratingText(seat.rating)}</span>}
      {change !== null && <span class="numeral change">{changeText(change)}</span>}
      {seat.bot && <Chip>{text.nav.bot}</Chip>}
      {seat.id === screen.me && <Chip>{text.common.you}</Chip>}
      {isAway && <Chip tone="away">{text.game.away}</Chip>}
    </span>
  );
};

const openSeats = (count: number): readonly string[] => Array.from({ length: count }, (_, at) => `open${at}`);

/** A side's players and clock, of one height in every phase, so that nothing moves when a game starts. */
export const PlayerStrip = ({ screen, side, dispatch }: StripProps) => {
  const text = useText();
  const { view } = screen;
  const seats = view ? seatsOf(view, side) : [];
  const expected = screen.summary?.players.filter((player) => player.side === side) ?? [];
  const teamSize = view?.teamSize ?? screen.summary?.settings.teamSize;
  const isNext = view?.turn?.side === side;
  return (
    <div
      class={`strip strip-${side} ${isNext ? 'strip-next' : ''}`}
      data-testid={`player-${side}`}
      style={{ '--seats': teamSize ?? 1 }}
    >
      <Mark side={side} />
      <span class="strip-names">
        {seats.map((seat) => (
          <Seated key={seat.id} seat={seat} screen={screen} dispatch={dispatch} />
        ))}
        {!view &&
          expected.map(({ id, name }) => (
            <span key={id} class="seated-name ellipsis">
              {name}
            </span>
          ))}
        {teamSize !== undefined &&
          openSeats(teamSize - (view ? seats : expected).length).map((key) => (
            <span key={key} class="seated quiet">
              {text.common.noOne}
            </span>
          ))}
      </span>
      {view?.clocks && <ClockView view={view} side={side} aheadMs={screen.aheadMs} />}
    </div>
  );
};
