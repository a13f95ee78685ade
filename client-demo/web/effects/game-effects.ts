import type { GameRequestType } from '../../../shared/protocol/room.ts';
import type { Api } from '../../connection/api.ts';
import type { GameConnection } from '../../connection/game-connection.ts';
import type { Closed, ConnectionStatus } from '../../connection/joined-room.ts';
import type { Dispatch } from '../state/app-state.ts';
import type { Effect } from '../state/effect.ts';
import type { Role } from '../state/game.ts';
import type { GameMessage } from '../state/game-message.ts';
import { failureOf, refusal } from './failure-of.ts';
import type { Rooms } from './rooms.ts';

type Ask = Extract<Effect, { type: 'ask-room' }>;
type Content = GameMessage extends infer Each
  ? Each extends GameMessage
    ? Omit<Each, 'area' | 'game'>
    : never
  : never;
type Tell = (content: Content) => void;

const listeners = (tell: Tell, role: Role, aheadMs: () => number) => ({
  onView: (view: NonNullable<ReturnType<GameConnection['view']>>) => tell({ type: 'view', view, aheadMs: aheadMs() }),
  onStatus: (status: ConnectionStatus, closed: Closed | null) => {
    if (status === 'closed') {
      if (closed && closed.code !== 'client/left')
        tell({ type: 'closed', failure: refusal(closed.code, closed.detail) });
    } else tell({ type: 'link', link: status === 'live' ? 'online' : status, role });
  },
  onLatency: (ms: number) => tell({ type: 'latency', ms }),
});

const tellerOf =
  (dispatch: Dispatch) =>
  (game: string): Tell =>
  (content) =>
    dispatch({ area: 'game', game, ...content } as GameMessage);
type Teller = ReturnType<typeof tellerOf>;

/** What a game screen asks of the HTTP API. */
const createCalls = (api: Api, teller: Teller) => ({
  find: (game: string): Promise<void> =>
    api.game(game).then(
      (summary) => teller(game)({ type: 'found', summary }),
      (error) => teller(game)({ type: 'not-found', failure: failureOf(error) }),
    ),
  seatBot: (game: string, level: number): Promise<void> =>
    api.seatBot(game, level).then(
      () => teller(game)({ type: 'bot-seated', failure: null }),
      (error) => teller(game)({ type: 'bot-seated', failure: failureOf(error) }),
    ),
});

/** The room of the game that is shown, one at a time. */
export const createGameEffects = (api: Api, loadRooms: () => Promise<Rooms>, dispatch: Dispatch) => {
  let opened: { readonly game: string; readonly connection: GameConnection } | null = null;
  let wanted = '';
  const teller = tellerOf(dispatch);
  const close = (): void => {
    wanted = '';
    opened?.connection.close();
    opened = null;
  };
  const open = async (game: string, role: Role): Promise<void> => {
    close();
    wanted = game;
    const tell = teller(game);
    const { join, openGame } = await loadRooms();
    if (wanted !== game) return;
    const connection = openGame({
      api,
      join,
      gameId: game,
      role,
      ...listeners(tell, role, api.clock.aheadMs),
      onChat: (line) => tell({ type: 'chat', lines: [line], whole: false }),
      onChatHistory: (lines) => tell({ type: 'chat', lines, whole: true }),
      onRatingChanges: ({ changes }) => tell({ type: 'ratings', changes }),
    });
    opened = { game, connection };
  };
  const ask = async ({ game, request, body }: Ask): Promise<void> => {
    if (opened?.game !== game) return;
    const outcome = await opened.connection.request<GameRequestType>(request, body);
    if (outcome.ok) teller(game)({ type: 'answered', request });
    else teller(game)({ type: 'refused', request, failure: refusal(outcome.code, outcome.message) });
  };
  return { ...createCalls(api, teller), open, close, ask, tell: teller };
};
