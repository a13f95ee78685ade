import { render } from 'preact';
import { createApi } from '../connection/api.ts';
import { betweenTabs, storedSession } from '../connection/session-store.ts';
import { systemTiming } from '../connection/timing.ts';
import { thinkInWorker } from './analysis/think.ts';
import { createSounds } from './effects/sound.ts';
import { createEffects } from './effects.ts';
import { createProgram } from './program.ts';
import { type Dispatch, initialState } from './state/app-state.ts';
import { parseRoute, type Route } from './state/routes.ts';
import { parseSettings, type Settings } from './state/settings.ts';
import { texts } from './strings/languages.ts';
import { App } from './views/app.tsx';
import { TextProvider } from './views/text.ts';

/** The entry: connects the program to this page, its address bar and its storage. */
const root = document.getElementById('app');
if (!root) throw new Error('the page has no #app');

const settingsKey = 'octothorpe.settings';
const settingsHere = (): Settings => parseSettings(localStorage.getItem(settingsKey), navigator.languages);

const routeHere = (): Route => parseRoute(location.pathname, location.hash);

const api = createApi({
  base: '',
  store: storedSession(localStorage),
  exclusive: betweenTabs(navigator.locks, systemTiming),
  onSessionEnded: () => dispatch({ area: 'app', type: 'viewer', viewer: { is: 'nobody' } }),
});

const showPath = (path: string, replace: boolean): void => {
  if (replace || path === location.pathname) history.replaceState(null, '', path);
  else history.pushState(null, '', path);
  window.scrollTo(0, 0);
};

/** Browsers give the clipboard to secure contexts only; elsewhere the link is copied by hand. */
const copy = async (text: string): Promise<boolean> => {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
};

const dispatch: Dispatch = createProgram({
  initial: initialState(routeHere(), settingsHere()),
  show: (state, send) =>
    render(
      <TextProvider value={texts[state.settings.language]}>
        <App state={state} dispatch={send} />
      </TextProvider>,
      root,
    ),
  effects: (send) =>
    createEffects(
      {
        api,
        loadRooms: () => import('./effects/rooms.ts').then(({ createRooms }) => createRooms(location.origin)),
        showPath,
        copy,
        think: thinkInWorker,
        keepSettings: (settings) => localStorage.setItem(settingsKey, JSON.stringify(settings)),
        play: createSounds(() => new AudioContext()),
        after: (ms, run) => void setTimeout(run, ms),
        origin: location.origin,
      },
      send,
    ),
});

window.addEventListener('popstate', () => dispatch({ area: 'app', type: 'arrived', route: routeHere() }));
// Another tab has logged in or out, or has set something.
window.addEventListener('storage', ({ key }) =>
  dispatch(
    key === settingsKey
      ? { area: 'app', type: 'settings', settings: settingsHere() }
      : { area: 'app', type: 'session-changed' },
  ),
);
// Only what was built has the worker beside it; without one (an insecure address) the client is merely not there offline.
if (import.meta.env.PROD) void navigator.serviceWorker?.register('/service-worker.js').catch(() => undefined);
dispatch({ area: 'app', type: 'look-again' });
