import { type Api, createApi } from '../../client-demo/connection/api.ts';
import { joinThrough } from '../../client-demo/connection/colyseus.ts';
import { type GameConnection, type GameListeners, openGame } from '../../client-demo/connection/game-connection.ts';
import type { GameView } from '../../client-demo/connection/game-view.ts';
import { memorySession } from '../../client-demo/connection/session-store.ts';

/** A guest of a running server. */
export const liveGuest = async (url: string): Promise<{ api: Api; me: string }> => {
  const api = createApi({ base: url, store: memorySession() });
  const { player } = await api.guest();
  return { api, me: player.id };
};

export interface LiveGame extends GameConnection {
  /** Resolves with the first view that satisfies `holds`, the one at hand included; the mocha time-out bounds it. */
  until(holds: (view: GameView) => boolean): Promise<GameView>;
}

/** A game in a running server, opened as the web client opens it. */
export const liveGame = (url: string, api: Api, gameId: string, on: GameListeners = {}): LiveGame => {
  const waiting = new Set<(view: GameView) => void>();
  const game = openGame({
    ...{ ...on, api, gameId, join: joinThrough(url), role: 'player' },
    onView(view) {
      on.onView?.(view);
      for (const see of waiting) see(view);
    },
  });
  const until: LiveGame['until'] = (holds) =>
    new Promise((resolve) => {
      const see = (view: GameView): void => {
        if (!holds(view)) return;
        waiting.delete(see);
        resolve(view);
      };
      waiting.add(see);
      const now = game.view();
      if (now) see(now);
    });
  return { ...game, until };
};
