import type { Api } from '../connection/api.ts';
import { createAccountEffects } from './effects/account-effects.ts';
import { createGameEffects } from './effects/game-effects.ts';
import { createLobbyEffects } from './effects/lobby-effects.ts';
import { createPageEffects } from './effects/page-effects.ts';
import { createReplayEffects, type Think } from './effects/replay-effects.ts';
import type { Rooms } from './effects/rooms.ts';
import type { Dispatch } from './state/app-state.ts';
import type { Effect } from './state/effect.ts';
import { linkTo, pathOf, type Route } from './state/routes.ts';

import type { Settings } from './state/settings.ts';
import type { Sound } from './state/sounds.ts';

/** What the client needs of its surroundings. */
export interface World {
  readonly api: Api;
  readonly loadRooms: () => Promise<Rooms>;
  readonly showPath: (path: string, replace: boolean) => void;
  /** Resolves to whether the clipboard took it. */
  readonly copy: (text: string) => Promise<boolean>;
  readonly after: (ms: number, run: () => void) => void;
  readonly think: Think;
  readonly keepSettings: (settings: Settings) => void;
  readonly play: (sound: Sound) => void;
  /** Such as `https://play.example`. */
  readonly origin: string;
}

/** Runs effects: the only place where the client acts on the world. What comes of them comes back as messages. */
export const createEffects = (world: World, dispatch: Dispatch): ((effect: Effect) => void) => {
  const { api, loadRooms } = world;
  const account = createAccountEffects(api, dispatch);
  const lobby = createLobbyEffects(api, loadRooms, dispatch);
  const game = createGameEffects(api, loadRooms, dispatch);
  const page = createPageEffects(api, dispatch);
  const show = (route: Route, replace: boolean): void => world.showPath(pathOf(route), replace);
  const replay = createReplayEffects(api, world.think, dispatch);
  const copyLink = async ({ route }: Extract<Effect, { type: 'copy-link' }>): Promise<void> => {
    const done = await world.copy(linkTo(world.origin, route));
    if (route.name === 'game') game.tell(route.id)({ type: 'copied', done });
    else replay.tell(route.id, { type: 'copied', done });
  };

  const runners: { readonly [Type in Effect['type']]: (effect: Extract<Effect, { type: Type }>) => unknown } = {
    'show-path': ({ route, replace }) => show(route, replace),
    'keep-settings': ({ settings }) => world.keepSettings(settings),
    sound: ({ sound }) => world.play(sound),
    'find-viewer': account.viewer.find,
    'become-guest': account.viewer.becomeGuest,
    'log-out': account.viewer.logOut,
    'send-form': account.sendForm,
    verify: ({ token }) => account.verify(token),
    'resend-verification': ({ email }) => account.resend(email),
    'load-sessions': account.loadSessions,
    'revoke-session': ({ session }) => account.revoke(session),
    'open-lobby': lobby.open,
    'close-lobby': lobby.close,
    'create-game': lobby.createGame,
    'find-game': ({ game: id, afterMs }) => world.after(afterMs, () => void game.find(id)),
    'open-game': (effect) => game.open(effect.game, effect.role),
    'close-game': game.close,
    'ask-room': game.ask,
    'seat-bot': (effect) => game.seatBot(effect.game, effect.level),
    'copy-link': copyLink,
    'load-recording': (effect) => replay.load(effect.game),
    'tick-replay': (effect) => world.after(effect.afterMs, () => replay.tick(effect)),
    'grade-moves': replay.grade,
    'load-leaderboard': ({ ladder, cursor }) => page.leaderboard(ladder, cursor),
    'load-openings': page.openings,
    'load-profile': ({ player }) => page.profile(player),
  };
  return (effect) => void (runners[effect.type] as (effect: Effect) => unknown)(effect);
};
