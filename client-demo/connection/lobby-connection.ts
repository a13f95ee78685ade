import type { GameSummary } from '../../shared/protocol/games.ts';
import type { Api } from './api.ts';
import type { Closed, ConnectionStatus, JoinById, JoinedRoom } from './joined-room.ts';
import { keepJoined } from './keep-joined.ts';
import { emptyLobby, type LobbyView, lobbyWith, lobbyWithGame, lobbyWithoutGame } from './lobby-view.ts';
import { ApiProblem } from './problem.ts';
import { systemTiming, type Timing } from './timing.ts';

export interface LobbyPorts {
  readonly api: Pick<Api, 'lobby' | 'accessToken'>;
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
    async enter() {
      const accessToken = await api.accessToken();
      if (accessToken === null) throw new ApiProblem(401, 'auth/signed-out', 'Nobody is signed in.');
      const { room } = await api.lobby();
      return await join(room.id, { accessToken });
    },
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
