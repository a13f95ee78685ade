import { useEffect, useRef } from 'preact/hooks';
import { type AppState, type Dispatch, playerOf } from '../state/app-state.ts';
import { pathOf } from '../state/routes.ts';
import { AccountPage } from './account-page.tsx';
import { FormPage, VerifyPage } from './form-screen.tsx';
import { GamePage } from './game-page.tsx';
import { Landing } from './landing.tsx';
import { LeaderboardPage } from './leaderboard-page.tsx';
import { Link } from './link.tsx';
import { LobbyPage } from './lobby-page.tsx';
import { FailureNotice, Loading } from './notices.tsx';
import { pageTitle } from './page-title.ts';
import { ProfilePage } from './profile-page.tsx';
import { ReplayPage } from './replay-page.tsx';
import { SettingsPage } from './settings-page.tsx';
import { Shell } from './shell.tsx';
import { useText } from './text.ts';

interface AppProps {
  readonly state: AppState;
  readonly dispatch: Dispatch;
}

const Lost = ({ dispatch }: Pick<AppProps, 'dispatch'>) => {
  const { lost, common } = useText();
  return (
    <div class="column lost">
      <h1>{lost.title}</h1>
      <p class="quiet">{lost.text}</p>
      <Link to={{ name: 'home' }} dispatch={dispatch} className="button">
        {common.back}
      </Link>
    </div>
  );
};

const Starting = ({ state, dispatch }: AppProps) => {
  const { common } = useText();
  const failure = state.screen.name === 'starting' ? state.screen.failure : null;
  if (!failure) return <Loading />;
  return (
    <FailureNotice failure={failure}>
      <button type="button" class="button small" onClick={() => dispatch({ area: 'app', type: 'look-again' })}>
        {common.again}
      </button>
    </FailureNotice>
  );
};

const ScreenView = ({ state, dispatch }: AppProps) => {
  const { screen } = state;
  const player = playerOf(state);
  switch (screen.name) {
    case 'starting':
      return <Starting state={state} dispatch={dispatch} />;
    case 'landing':
      return <Landing state={state} dispatch={dispatch} />;
    case 'lobby':
      return player && <LobbyPage screen={screen} player={player} dispatch={dispatch} />;
    case 'game':
      return <GamePage key={screen.id} state={state} screen={screen} dispatch={dispatch} />;
    case 'replay':
      return <ReplayPage key={screen.id} screen={screen} dispatch={dispatch} />;
    case 'leaderboard':
      return <LeaderboardPage screen={screen} me={player?.id ?? null} dispatch={dispatch} />;
    case 'profile':
      return <ProfilePage screen={screen} me={player?.id ?? null} dispatch={dispatch} />;
    case 'form':
      return <FormPage key={screen.form.name} screen={screen} dispatch={dispatch} />;
    case 'verify':
      return <VerifyPage screen={screen} dispatch={dispatch} />;
    case 'account':
      return player && <AccountPage screen={screen} player={player} dispatch={dispatch} />;
    case 'settings':
      return <SettingsPage settings={state.settings} dispatch={dispatch} />;
    case 'lost':
      return <Lost dispatch={dispatch} />;
  }
};

/** Whoever follows a link by keyboard or by ear goes on at the beginning of what it led to; a page just opened is left alone. */
const useFocusOnArrival = (path: string): void => {
  const shown = useRef(path);
  useEffect(() => {
    if (shown.current === path) return;
    shown.current = path;
    document.getElementById('main')?.focus({ preventScroll: true });
  }, [path]);
};

export const App = ({ state, dispatch }: AppProps) => {
  const title = pageTitle(useText(), state);
  const { language } = state.settings;
  useEffect(() => {
    document.title = title;
  }, [title]);
  // Apart from the title, which changes with every move: setting the language styles the whole page anew.
  useEffect(() => {
    document.documentElement.lang = language;
  }, [language]);
  useFocusOnArrival(pathOf(state.route));
  return (
    <Shell state={state} dispatch={dispatch}>
      <ScreenView state={state} dispatch={dispatch} />
    </Shell>
  );
};
