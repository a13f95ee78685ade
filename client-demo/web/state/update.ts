import type { AppMessage, AppState, Message, Screen, Viewer } from './app-state.ts';
import type { Effect } from './effect.ts';
import { arrive } from './enter.ts';
import type { Failure } from './failure.ts';
import { updateAccount, updateFormScreen, updateVerify } from './form-screens.ts';
import type { GameScreen } from './game.ts';
import { updateGame } from './game-update.ts';
import { updateLobby } from './lobby.ts';
import { updateLeaderboard, updateProfile } from './pages.ts';
import { updateReplay } from './replay.ts';
import type { Route } from './routes.ts';
import type { Settings } from './settings.ts';
import { soundOf } from './sounds.ts';

/** A new state, and what is to be done in the world. */
export type Updated = readonly [AppState, readonly Effect[]];

const follow = (state: AppState, route: Route, eager = false): Updated => {
  const [next, effects] = arrive(state, route, eager);
  return [next, [{ type: 'show-path', route, replace: false }, ...effects]];
};

const isDoor = ({ name }: Route): boolean => name === 'login' || name === 'register';

/** Coming from a game, one wants to be back there after signing in. */
const remembered = (state: AppState, route: Route): AppState =>
  isDoor(route) && !isDoor(state.route)
    ? { ...state, returnTo: state.route.name === 'game' ? state.route : state.returnTo }
    : state;

const samePlayer = (a: Viewer, b: Viewer): boolean =>
  a.is === 'player' && b.is === 'player' && a.player.id === b.player.id && a.player.guest === b.player.guest;

const isEager = ({ screen }: AppState): boolean => screen.name === 'game' && screen.eager;

/** Somebody else looks at the page now: it is entered anew, or left for where they came from. */
const seenBy = (state: AppState, viewer: Viewer): Updated => {
  const next = { ...state, viewer, guest: { busy: false, failure: null } };
  if (samePlayer(state.viewer, viewer)) return [next, []];
  if (viewer.is !== 'player' || state.viewer.is === 'unknown') return arrive(next, state.route);
  const { returnTo } = state;
  return isDoor(state.route)
    ? follow({ ...next, returnTo: null }, returnTo ?? { name: 'home' })
    : arrive(next, state.route, isEager(state));
};

/** Only the first look has nothing else to show; a later one that fails changes nothing. */
const unknown = (state: AppState, failure: Failure): Updated =>
  state.viewer.is === 'unknown' ? [{ ...state, screen: { name: 'starting', failure } }, []] : [state, []];

/** Settings are kept; turning sounds on lets one be heard, which is also the touch that browsers ask for. */
const changed = (state: AppState, change: Partial<Settings>): Updated => {
  const settings = { ...state.settings, ...change };
  const heard: readonly Effect[] = change.sound ? [{ type: 'sound', sound: 'turn' }] : [];
  return [{ ...state, settings }, [{ type: 'keep-settings', settings }, ...heard]];
};

const updateApp = (state: AppState, message: AppMessage): Updated => {
  switch (message.type) {
    case 'arrived':
      return arrive(state, message.route);
    case 'follow':
      return follow(remembered(state, message.route), message.route, message.eager);
    case 'viewer':
      return seenBy(state, message.viewer);
    case 'viewer-unknown':
      return unknown(state, message.failure);
    case 'look-again':
      return [{ ...state, screen: { name: 'starting', failure: null } }, [{ type: 'find-viewer' }]];
    case 'session-changed':
      return [state, [{ type: 'find-viewer' }]];
    case 'play-as-guest':
      return state.guest.busy
        ? [state, []]
        : [{ ...state, guest: { busy: true, failure: null } }, [{ type: 'become-guest' }]];
    case 'guest-refused':
      return [{ ...state, guest: { busy: false, failure: message.failure } }, []];
    case 'set':
      return changed(state, message.change);
    case 'settings':
      return [{ ...state, settings: message.settings }, []];
    case 'log-out':
      return [state, [{ type: 'log-out' }]];
  }
};

const updateScreen = (screen: Screen, message: Message): readonly [Screen, readonly Effect[]] => {
  if (screen.name === 'lobby' && message.area === 'lobby') return updateLobby(screen, message);
  if (screen.name === 'game' && message.area === 'game') return updateGame(screen, message);
  if (screen.name === 'replay' && message.area === 'replay') return updateReplay(screen, message);
  if (screen.name === 'leaderboard' && message.area === 'page') return updateLeaderboard(screen, message);
  if (screen.name === 'profile' && message.area === 'page') return updateProfile(screen, message);
  if (message.area !== 'form') return [screen, []];
  if (screen.name === 'form') return updateFormScreen(screen, message);
  if (screen.name === 'verify') return updateVerify(screen, message);
  return screen.name === 'account' ? updateAccount(screen, message) : [screen, []];
};

/** The rematch that was agreed while its players looked on: they go there, spectators are only shown the way. */
const rematch = (before: Screen, after: Screen): string | null => {
  if (before.name !== 'game' || after.name !== 'game' || after.role !== 'player') return null;
  const wasThere = (screen: GameScreen): string | null => screen.view?.next ?? null;
  return before.view && wasThere(before) === null ? wasThere(after) : null;
};

const heard = ({ settings, screen }: AppState, after: Screen): readonly Effect[] => {
  if (!settings.sound || screen.name !== 'game' || after.name !== 'game') return [];
  const sound = soundOf(screen, after);
  return sound ? [{ type: 'sound', sound }] : [];
};

/** The whole of the client's logic: pure, so that every state can be reached in a test without a browser. */
export const update = (state: AppState, message: Message): Updated => {
  if (message.area === 'app') return updateApp(state, message);
  const [screen, asked] = updateScreen(state.screen, message);
  const effects = [...asked, ...heard(state, screen)];
  const next = screen === state.screen ? state : { ...state, screen };
  const id = rematch(state.screen, screen);
  if (id === null) return [next, effects];
  const [moved, more] = follow(next, { name: 'game', id }, true);
  return [moved, [...effects, ...more]];
};
