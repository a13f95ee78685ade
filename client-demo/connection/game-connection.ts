import type {
  ChatLine,
  GameRequestBody,
  GameRequestType,
  NextGameMessage,
  RatingChangesMessage,
} from '../../shared/protocol/room.ts';
import type { GameRoomState } from '../../shared/sync/game-room-state.ts';
import type { Api } from './api.ts';
import { newCommandId } from './command-id.ts';
import { type GameView, viewOf } from './game-view.ts';
import type { Closed, ConnectionStatus, JoinById, JoinedRoom } from './joined-room.ts';
import { keepJoined } from './keep-joined.ts';
import { createRequest, type RequestOutcome } from './request.ts';
import { systemTiming, type Timing } from './timing.ts';

export interface GameListeners {
  onView?(view: GameView): void;
  /** `closed` says why, with the status `closed` only. */
  onStatus?(status: ConnectionStatus, closed: Closed | null): void;
  onLatency?(ms: number): void;
  onChat?(line: ChatLine): void;
  /** The lines so far, at each entry. */
  onChatHistory?(lines: readonly ChatLine[]): void;
  onRatingChanges?(message: RatingChangesMessage): void;
  onNextGame?(message: NextGameMessage): void;
}

export interface GamePorts extends GameListeners {
  readonly api: Pick<Api, 'intratoken' | 'clock'>;
  readonly join: JoinById;
  readonly gameId: string;
  readonly role: 'player' | 'spectator';
  /** Such as `o0`; left out, a player gets the seat they have, else the first free one. */
  readonly seat?: string | undefined;
  readonly timing?: Timing;
}

/** A request's body without the id that this library gives it. */
type RequestFields<Type extends GameRequestType> = Omit<GameRequestBody<Type>, 'commandId'>;

export interface GameConnection {
  view(): GameView | null;
  status(): ConnectionStatus;
  /** Asks the room and keeps asking, across reconnections, until there is an outcome or `deadlineMs` (30 s) are over. */
  request<Type extends GameRequestType>(
    type: Type,
    fields: RequestFields<Type>,
    deadlineMs?: number,
  ): Promise<RequestOutcome>;
  /** Leaves the room; safe to call twice. */
  close(): void;
}

const listen = (room: JoinedRoom, ports: GamePorts): void => {
  room.onMessage('chat', (line) => ports.onChat?.(line as ChatLine));
  room.onMessage('chat-history', (lines) => ports.onChatHistory?.(lines as readonly ChatLine[]));
  room.onMessage('rating-changes', (message) => ports.onRatingChanges?.(message as RatingChangesMessage));
  room.onMessage('next-game', (message) => ports.onNextGame?.(message as NextGameMessage));
};

/** A state exists from the handshake on, but says something only once its first content has come. */
const isFilled = (state: unknown): state is GameRoomState =>
  typeof state === 'object' && state !== null && 'id' in state && typeof state.id === 'string' && state.id !== '';

/** Enters a game room and stays in it until `close`, across lost connections, restarts and moves of the room, without a reload. */
export const openGame = (ports: GamePorts): GameConnection => {
  const { api, join, gameId, role, seat } = ports;
  const timing = ports.timing ?? systemTiming;
  let view: GameView | null = null;

  const show = (room: JoinedRoom): void => {
    const state = room.state();
    if (!isFilled(state)) return;
    view = viewOf(state);
    if (view.clocks && view.clocks.serverNow > 0) api.clock.observe(timing.now() - view.clocks.serverNow);
    ports.onView?.(view);
  };
  const kept = keepJoined({
    timing,
    async enter() {
      const token = await api.intratoken(gameId, { role, reserve: true, ...(seat === undefined ? {} : { seat }) });
      return await join(token.room.id, { intratoken: token.access_token }, token.reservation);
    },
    onJoined(room) {
      listen(room, ports);
      room.onState(() => show(room));
      show(room);
    },
    onStatus: (status, closed) => ports.onStatus?.(status, closed),
    onLatency: (ms) => ports.onLatency?.(ms),
  });
  const request = createRequest(kept, timing);
  return {
    view: () => view,
    status: () => kept.now().status,
    request: (type, fields, deadlineMs) => request(type, { ...fields, commandId: newCommandId() }, deadlineMs),
    close: kept.close,
  };
};
