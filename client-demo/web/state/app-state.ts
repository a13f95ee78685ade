import type { OwnPlayer } from '../../../shared/protocol/accounts.ts';
import type { Failure } from './failure.ts';
import type { AccountScreen, FormMessage, FormScreen, VerifyScreen } from './form-screens.ts';
import type { GameScreen } from './game.ts';
import type { GameMessage } from './game-message.ts';
import type { LobbyMessage, LobbyScreen } from './lobby.ts';
import type { LeaderboardScreen, PageMessage, ProfileScreen } from './pages.ts';
import type { ReplayMessage, ReplayScreen } from './replay.ts';
import type { Route } from './routes.ts';
import { defaultSettings, type Settings } from './settings.ts';

/** Who looks at the page. `unknown` until a kept session has been asked about. */
export type Viewer =
  | { readonly is: 'unknown' }
  | { readonly is: 'nobody' }
  | { readonly is: 'player'; readonly player: OwnPlayer };

export type Screen =
  | { readonly name: 'starting'; readonly failure: Failure | null }
  | { readonly name: 'landing' }
  | { readonly name: 'settings' }
  | { readonly name: 'lost' }
  | LobbyScreen
  | GameScreen
  | ReplayScreen
  | LeaderboardScreen
  | ProfileScreen
  | FormScreen
  | VerifyScreen
  | AccountScreen;

export interface AppState {
  readonly settings: Settings;
  readonly viewer: Viewer;
  readonly route: Route;
  readonly screen: Screen;
  /** Where to go once somebody has signed in. */
  readonly returnTo: Route | null;
  /** Somebody asked to become a guest, and how that went. */
  readonly guest: { readonly busy: boolean; readonly failure: Failure | null };
}

export type AppMessage =
  | { readonly area: 'app'; readonly type: 'arrived'; readonly route: Route }
  | { readonly area: 'app'; readonly type: 'follow'; readonly route: Route; readonly eager?: boolean }
  | { readonly area: 'app'; readonly type: 'viewer'; readonly viewer: Viewer }
  | { readonly area: 'app'; readonly type: 'viewer-unknown'; readonly failure: Failure }
  | { readonly area: 'app'; readonly type: 'look-again' }
  | { readonly area: 'app'; readonly type: 'session-changed' }
  | { readonly area: 'app'; readonly type: 'play-as-guest' }
  | { readonly area: 'app'; readonly type: 'guest-refused'; readonly failure: Failure }
  | { readonly area: 'app'; readonly type: 'set'; readonly change: Partial<Settings> }
  /** Another tab has set something. */
  | { readonly area: 'app'; readonly type: 'settings'; readonly settings: Settings }
  | { readonly area: 'app'; readonly type: 'log-out' };

export type Message = AppMessage | FormMessage | LobbyMessage | GameMessage | ReplayMessage | PageMessage;
export type Dispatch = (message: Message) => void;

export const initialState = (route: Route, settings: Settings = defaultSettings): AppState => ({
  settings,
  viewer: { is: 'unknown' },
  route,
  screen: { name: 'starting', failure: null },
  returnTo: null,
  guest: { busy: false, failure: null },
});

export const playerOf = ({ viewer }: Pick<AppState, 'viewer'>): OwnPlayer | null =>
  viewer.is === 'player' ? viewer.player : null;
