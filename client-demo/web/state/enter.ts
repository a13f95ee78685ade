import type { OwnPlayer } from '../../../shared/protocol/accounts.ts';
import { type AppState, playerOf, type Screen } from './app-state.ts';
import type { Effect } from './effect.ts';
import { enterAccount, enterForm, enterVerify } from './form-screens.ts';
import { enterGame } from './game.ts';
import { enterLobby } from './lobby.ts';
import { enterLeaderboard, enterProfile } from './pages.ts';
import { enterReplay } from './replay.ts';
import type { Route } from './routes.ts';

type Entered = readonly [Screen, readonly Effect[]];

const home: Route = { name: 'home' };

const enterHome = (player: OwnPlayer | null): Entered =>
  player ? [enterLobby(player.mayPlayRated), [{ type: 'open-lobby' }]] : [{ name: 'landing' }, []];

/** Which screen a route shows to this viewer, and what it needs. */
const screenFor = (route: Route, player: OwnPlayer | null, eager: boolean): Entered => {
  switch (route.name) {
    case 'home':
      return enterHome(player);
    case 'game':
      return [enterGame(route.id, player?.id ?? null, eager), [{ type: 'find-game', game: route.id, afterMs: 0 }]];
    case 'replay':
      return enterReplay(route.id);
    case 'player':
      return enterProfile(route.id);
    case 'leaderboard':
      return enterLeaderboard(route.ladder);
    case 'login':
    case 'forgot':
      return [enterForm(route.name), []];
    case 'register':
      return [enterForm(route.name, { upgrade: player?.guest === true }), []];
    case 'reset':
      return [enterForm(route.name, { token: route.token }), []];
    case 'verify':
      return enterVerify(route.token);
    case 'account':
      return player ? enterAccount(player) : [enterForm('login'), []];
    case 'settings':
    case 'lost':
      return [{ name: route.name }, []];
  }
};

/** Somebody with an account has no use for these. */
const isForVisitors = ({ name }: Route): boolean => name === 'login' || name === 'register';

const leave = (screen: Screen): readonly Effect[] => {
  if (screen.name === 'lobby') return [{ type: 'close-lobby' }];
  return screen.name === 'game' ? [{ type: 'close-game', game: screen.id }] : [];
};

/** One-time tokens leave the address bar at once, so that they stay in nobody's history. */
const cleaned = (route: Route): readonly Effect[] =>
  (route.name === 'verify' || route.name === 'reset') && route.token !== ''
    ? [{ type: 'show-path', route, replace: true }]
    : [];

/** Leaves the screen that is shown and enters the one of a route. While the viewer is unknown, it waits. */
export const arrive = (state: AppState, route: Route, eager = false): [AppState, readonly Effect[]] => {
  const player = playerOf(state);
  if (state.viewer.is === 'unknown') return [{ ...state, route }, []];
  if (isForVisitors(route) && player && !player.guest) {
    const [next, effects] = arrive(state, home);
    return [next, [{ type: 'show-path', route: home, replace: true }, ...effects]];
  }
  const [screen, effects] = screenFor(route, player, eager);
  const returnTo = route.name === 'account' && !player ? route : state.returnTo;
  return [{ ...state, route, screen, returnTo }, [...leave(state.screen), ...cleaned(route), ...effects]];
};
