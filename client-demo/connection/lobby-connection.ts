import type { GameSummary } from '../../shared/protocol/games.ts';
import type { Api } from './api.ts';
import { type Closed, type ConnectionStatus, type JoinById, type JoinedRoom, RoomRefused } from './joined-room.ts';
import { keepJoined } from './keep-joined.ts';
import { emptyLobby, type LobbyView, lobbyWith, lobbyWithGame, lobbyWithoutGame } from './lobby-view.ts';
import { ApiProblem } from './problem.ts';
import { systemTiming, type Timing } from './timing.ts';

export interface LobbyPorts {
  readonly api: Pick<Api, 'lobby' | 'accessToken' | 'renewedToken'>;
  readonly join: JoinById;
  readonly timing?: Timing;
  onView?(view: LobbyView): void;
  onStatus?(status: ConnectionStatus, closed: Closed | null): void;
  onLatency?(ms: number): void;
}

export interface LobbyConnection {
  view(): LobbyView;
  status(): ConnectionStatus;
  close(): void;
}

const listTimeoutMs = 6_000;

const signedIn = (accessToken: string | null): string => {
  if (accessToken === null) throw new ApiProblem(401, 'auth/signed-out', 'Nobody is signed in.');
  return accessToken;
};

/** A token can be revoked before its time; then the refused one is renewed, once. */
const enterLobby = async (api: LobbyPorts['api'], join: JoinById): Promise<JoinedRoom> => {
  const accessToken = signedIn(await api.accessToken());
  const { room } = await api.lobby();
  try {
    return await join(room.id, { accessToken });
  } catch (error) {
    if (!(error instanceof RoomRefused) || error.code !== 'room/invalid-token') throw error;
    return await join(room.id, { accessToken: signedIn(await api.renewedToken(accessToken)) });
  }
};

/** Enters the lobby and stays in it. Needs somebody signed in, a guest at least. */
export const openLobby = (ports: LobbyPorts): LobbyConnection => {
  const { api, join } = ports;
  let view = emptyLobby;

  const show = (next: LobbyView): void => {
    view = next;
    ports.onView?.(view);
  };
  /** Changes and the answer come over one ordered connection: what follows the list happened after it was made. */
  const list = (room: JoinedRoom): void => {
    room.request('list', {}, listTimeoutMs).then(
      (said) => show(lobbyWith(view, said as LobbyView)),
      () => kept.distrust(room),
    );
  };
  const kept = keepJoined({
    timing: ports.timing ?? systemTiming,
    enter: () => enterLobby(api, join),
    onJoined(room) {
      room.onMessage('lobby', (said) => show(lobbyWith(view, said as Partial<LobbyView>)));
      room.onMessage('game', (game) => show(lobbyWithGame(view, game as GameSummary)));
      room.onMessage('gone', (gone) => show(lobbyWithoutGame(view, (gone as { id: string }).id)));
      list(room);
    },
    onStatus: (status, closed) => ports.onStatus?.(status, closed),
    onLatency: (ms) => ports.onLatency?.(ms),
  });
  return { view: () => view, status: () => kept.now().status, close: kept.close };
};
