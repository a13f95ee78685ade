import type { ComponentChildren } from 'preact';
import { type AppState, type Dispatch, playerOf } from '../state/app-state.ts';
import { Footer } from './footer.tsx';
import { Link } from './link.tsx';
import { Logo } from './logo.tsx';
import { useText } from './text.ts';

interface ShellProps {
  readonly state: AppState;
  readonly dispatch: Dispatch;
  readonly children: ComponentChildren;
}

const Visitor = ({ state, dispatch }: Omit<ShellProps, 'children'>) => {
  const text = useText();
  const at = state.route.name;
  return (
    <>
      <Link to={{ name: 'login' }} dispatch={dispatch} current={at === 'login'} className="nav-link">
        {text.nav.logIn}
      </Link>
      <Link to={{ name: 'register' }} dispatch={dispatch} current={at === 'register'} className="nav-link nav-strong">
        {text.nav.register}
      </Link>
    </>
  );
};

const Member = ({ state, dispatch }: Omit<ShellProps, 'children'>) => {
  const text = useText();
  const player = playerOf(state);
  if (!player) return null;
  return (
    <>
      <Link to={{ name: 'player', id: player.id }} dispatch={dispatch} className="nav-link nav-name">
        {player.displayName}
      </Link>
      {player.guest ? (
        <Link to={{ name: 'register' }} dispatch={dispatch} className="nav-link nav-strong">
          {text.nav.register}
        </Link>
      ) : (
        <Link
          to={{ name: 'account' }}
          dispatch={dispatch}
          current={state.route.name === 'account'}
          className="nav-link"
        >
          {text.nav.account}
        </Link>
      )}
      <button type="button" class="nav-link nav-out" onClick={() => dispatch({ area: 'app', type: 'log-out' })}>
        {text.nav.logOut}
      </button>
    </>
  );
};

/** What stands around every screen. */
export const Shell = ({ state, dispatch, children }: ShellProps) => {
  const text = useText();
  const { route, viewer } = state;
  return (
    <>
      <a class="skip" href="#main">
        {text.skip}
      </a>
      <header class="top">
        <nav class="top-nav" aria-label={text.nav.label}>
          <Link to={{ name: 'home' }} dispatch={dispatch} className="brand" label={text.product}>
            <Logo />
            <span class="brand-name">{text.product}</span>
          </Link>
          <Link to={{ name: 'home' }} dispatch={dispatch} current={route.name === 'home'} className="nav-link nav-play">
            {text.nav.play}
          </Link>
          <Link
            to={{ name: 'leaderboard', ladder: 'xo' }}
            dispatch={dispatch}
            current={route.name === 'leaderboard'}
            className="nav-link"
          >
            {text.nav.leaderboard}
          </Link>
          <span class="nav-gap" />
          {viewer.is === 'player' && <Member state={state} dispatch={dispatch} />}
          {viewer.is === 'nobody' && <Visitor state={state} dispatch={dispatch} />}
        </nav>
      </header>
      <main id="main" class={`main main-${state.screen.name}`} tabIndex={-1}>
        {children}
      </main>
      <Footer settings={state.settings} dispatch={dispatch} />
    </>
  );
};
