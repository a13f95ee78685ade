import { type VariantName, variantNames, variants } from '../../../shared/game/variants.ts';
import type { AppState, Dispatch } from '../state/app-state.ts';
import { Link } from './link.tsx';
import { MiniBoard } from './mini-board.tsx';
import { FailureNotice } from './notices.tsx';
import { useText } from './text.ts';

/** Marks that make each picture look played. */
const scenes: Readonly<Record<string, Readonly<Record<number, 1 | 2>>>> = {
  xo: { 0: 1, 4: 2, 8: 1, 2: 2, 6: 1 },
  'xo-6x4': { 7: 1, 14: 1, 21: 1, 13: 2, 20: 2, 22: 2 },
  'connect-four': { 35: 1, 36: 2, 37: 1, 38: 2, 29: 1, 30: 1, 31: 2, 24: 1, 23: 2 },
  gomoku: { 30: 1, 31: 2, 39: 2, 40: 1, 41: 1, 48: 2, 49: 2, 50: 1, 60: 1, 32: 2 },
};

/** Of a large board only a corner fits into a small picture. */
const pictured = (name: VariantName) => ({
  width: Math.min(9, variants[name].width),
  height: Math.min(9, variants[name].height),
});

const Hero = ({ state, dispatch }: { readonly state: AppState; readonly dispatch: Dispatch }) => {
  const text = useText();
  return (
    <section class="hero">
      <div class="hero-words">
        <p class="eyebrow">{text.motto}</p>
        <h1>{text.landing.title}</h1>
        <p class="lead">{text.landing.lead}</p>
        <div class="actions">
          <button
            type="button"
            class="button primary large"
            disabled={state.guest.busy}
            onClick={() => dispatch({ area: 'app', type: 'play-as-guest' })}
          >
            {text.landing.guest}
          </button>
          <Link to={{ name: 'register' }} dispatch={dispatch} className="button large">
            {text.landing.create}
          </Link>
        </div>
        {state.guest.failure && <FailureNotice failure={state.guest.failure} />}
        <p class="quiet">
          {text.landing.haveOne}{' '}
          <Link to={{ name: 'login' }} dispatch={dispatch}>
            {text.nav.logIn}
          </Link>
        </p>
      </div>
      <HeroBoard />
    </section>
  );
};

/** The hash at full size, half played: each stroke draws itself once. */
const HeroBoard = () => (
  <svg class="hero-board" viewBox="0 0 300 300" aria-hidden="true" focusable="false">
    <g class="hero-lines">
      <path pathLength="1" d="M108 14 94 286" />
      <path pathLength="1" d="M206 14 192 286" />
      <path pathLength="1" d="M18 102h268" />
      <path pathLength="1" d="M14 198h268" />
    </g>
    <g class="hero-x">
      <path pathLength="1" d="m32 32 40 40m0-40-40 40" />
      <path pathLength="1" d="m130 130 40 40m0-40-40 40" />
      <path pathLength="1" d="m226 228 40 40m0-40-40 40" />
    </g>
    <g class="hero-o">
      <circle pathLength="1" cx="154" cy="56" r="23" />
      <circle pathLength="1" cx="50" cy="150" r="23" />
    </g>
  </svg>
);

const Promises = () => {
  const { landing } = useText();
  const items = [
    [landing.promiseTitle, landing.promise],
    [landing.fairTitle, landing.fair],
    [landing.openTitle, landing.open],
  ] as const;
  return (
    <section class="promises">
      {items.map(([title, words]) => (
        <div key={title}>
          <h2>{title}</h2>
          <p>{words}</p>
        </div>
      ))}
    </section>
  );
};

export const Landing = ({ state, dispatch }: { readonly state: AppState; readonly dispatch: Dispatch }) => {
  const text = useText();
  return (
    <>
      <Hero state={state} dispatch={dispatch} />
      <section class="boards" aria-label={text.landing.boards}>
        {variantNames.map((name) => (
          <Link key={name} to={{ name: 'leaderboard', ladder: name }} dispatch={dispatch} className="board-card">
            <MiniBoard board={pictured(name)} marks={scenes[name] ?? {}} size={104} />
            <strong>{text.variants[name].name}</strong>
            <span class="quiet">
              {text.board.size(variants[name].width, variants[name].height)}, {text.variants[name].rule}
            </span>
          </Link>
        ))}
      </section>
      <Promises />
    </>
  );
};
