import type { Api } from '../../connection/api.ts';
import type { LobbyConnection } from '../../connection/lobby-connection.ts';
import type { Dispatch } from '../state/app-state.ts';
import type { Effect } from '../state/effect.ts';
import { failureOf, refusal } from './failure-of.ts';
import type { Rooms } from './rooms.ts';

type CreateGame = Extract<Effect, { type: 'create-game' }>;

/** The lobby's room, one at a time. */
export const createLobbyEffects = (api: Api, loadRooms: () => Promise<Rooms>, dispatch: Dispatch) => {
  let connection: LobbyConnection | null = null;
  let wanted = false;

  const open = async (): Promise<void> => {
    wanted = true;
    const { join, openLobby } = await loadRooms();
    if (!wanted || connection) return;
    connection = openLobby({
      api,
      join,
      onView: (view) => dispatch({ area: 'lobby', type: 'listed', view }),
      onStatus: (status, closed) => {
        if (status !== 'closed') {
          dispatch({ area: 'lobby', type: 'link', link: status === 'live' ? 'online' : 'reconnecting' });
        } else if (closed && closed.code !== 'client/left') {
          dispatch({ area: 'lobby', type: 'closed', failure: refusal(closed.code, closed.detail) });
        }
      },
    });
  };
  const close = (): void => {
    wanted = false;
    connection?.close();
    connection = null;
  };
  /** A game against a bot is created, and then the bot is called to the table. A bot that does not come can be called there again. */
  const createGame = async ({ of, body, botLevel }: CreateGame): Promise<void> => {
    try {
      const { game } = await api.createGame(body);
      const seated = botLevel === null ? Promise.resolve() : api.seatBot(game.id, botLevel);
      const failure = await seated.then(() => null, failureOf);
      dispatch({ area: 'app', type: 'follow', route: { name: 'game', id: game.id }, eager: true });
      if (failure) dispatch({ area: 'game', game: game.id, type: 'bot-seated', failure });
    } catch (error) {
      dispatch({ area: 'lobby', type: 'refused', of, failure: failureOf(error) });
    }
  };
  return { open, close, createGame };
};
