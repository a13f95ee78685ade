import type { AppState, Dispatch } from '../state/app-state.ts';
import type { GameScreen } from '../state/game.ts';
import { seatOf } from '../state/game-view.ts';
import { GameActions } from './game-actions.tsx';
import { boardWords, clockWords, variantTitle } from './game-words.ts';
import { Closed, OpenSeat, VisitorInvitation } from './invitation.tsx';
import { Invite } from './invite.tsx';
import { Loading } from './notices.tsx';
import { Offers } from './offers.tsx';
import { Result } from './result.tsx';
import { SoundSwitch } from './sound-switch.tsx';
import { useText } from './text.ts';

interface SideProps {
  readonly state: AppState;
  readonly screen: GameScreen;
  readonly dispatch: Dispatch;
}

/** What is played here, by the game's own page until its room has told it. */
const About = ({ state, screen, dispatch }: SideProps) => {
  const text = useText();
  const { view, summary, latencyMs } = screen;
  const board = view ?? summary?.settings;
  if (!board) return null;
  return (
    <header class="about">
      <div class="about-head">
        <h1>{variantTitle(text, view?.variant ?? summary?.variant ?? null)}</h1>
        <SoundSwitch settings={state.settings} dispatch={dispatch} />
      </div>
      <p class="quiet">{boardWords(text, board)}</p>
      <p class="quiet about-facts">
        <span>{(view ?? summary?.settings)?.rated ? text.game.rated : text.game.casual}</span>
        {summary && <span>{clockWords(text, summary.settings.clock)}</span>}
        {view && view.spectators > 0 && <span data-testid="spectators">{text.game.spectators(view.spectators)}</span>}
        {latencyMs !== null && <span title={text.game.latencyLabel}>{text.game.latency(Math.round(latencyMs))}</span>}
      </p>
    </header>
  );
};

const Playing = ({ screen, dispatch }: Omit<SideProps, 'state'>) => {
  const { game } = useText();
  const seat = screen.view && seatOf(screen.view, screen.me);
  return (
    <>
      <h2>{seat ? game.youAre(seat.side) : game.watching}</h2>
      <Offers screen={screen} dispatch={dispatch} />
      <GameActions screen={screen} dispatch={dispatch} />
    </>
  );
};

const Finished = (props: Omit<SideProps, 'state'>) => (
  <>
    <Result {...props} />
    <Offers {...props} />
  </>
);

const Content = (props: SideProps) => {
  const { screen } = props;
  const { view } = screen;
  if (screen.link === 'closed') return <Closed {...props} />;
  if (screen.link === 'outside') return <VisitorInvitation {...props} />;
  if (!view) return <Loading />;
  switch (view.status) {
    case 'awaiting':
      return seatOf(view, screen.me) ? <Invite {...props} /> : <OpenSeat {...props} />;
    case 'playing':
      return <Playing {...props} />;
    case 'finished':
      return <Finished {...props} />;
  }
};

/** The panel beside the board: what is played, and what can be done now. */
export const GameSide = (props: SideProps) => (
  <section class="card panel">
    <About {...props} />
    <div class="panel-slot">
      <Content {...props} />
    </div>
  </section>
);
