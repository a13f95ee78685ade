import { randomUUID } from 'node:crypto';
import { Client, type Room } from '@colyseus/sdk';
import { createLobbyRoom, type LobbyRoomDeps } from '../../../rooms/lobby-room.ts';
import type { XoRoomDeps } from '../../../rooms/ports.ts';
import { createXoRoom } from '../../../rooms/xo-room.ts';
import { StoreUnavailable } from '../../../server/eventing/event-store.ts';
import { createMemoryRateLimiter, type LimitRule } from '../../../server/http/rate-limits.ts';
import { createRealtime } from '../../../server/realtime/create-realtime.ts';
import { createMatchmaking } from '../../../server/realtime/matchmaking.ts';
import { type GameId, playerId } from '../../../shared/kernel/ids.ts';
import { accept, refuse } from '../../../shared/kernel/result.ts';
import type { ChatLine } from '../../../shared/protocol/room.ts';
import type { GameRoomState } from '../../../shared/sync/game-room-state.ts';
import { type Games, openGames } from './games.ts';
import { createTestApp } from './test-app.ts';
import type { createTimers } from './timers.ts';

export type GameRoom = Room<unknown, GameRoomState>;

const defaults = (games: Games, now: () => number): XoRoomDeps & { readonly said: ChatLine[] } => {
  const said: ChatLine[] = [];
  const used = new Set<string>();
  return {
    said,
    /** A token is `role:player:game:nonce`. */
    verifyIntratoken: async (token, game) => {
      const [role, player, audience] = token.split(':');
      if (audience !== game || (role !== 'player' && role !== 'spectator')) return refuse('room/invalid-token');
      if (used.has(token)) return refuse('room/token-used');
      used.add(token);
      return accept({ player: playerId(player!), role });
    },
    follow: games.follow,
    submit: games.submit,
    isUnavailable: (error) => error instanceof StoreUnavailable,
    people: async (_, state) => {
      const seats = state.phase === 'absent' ? [] : state.seats;
      return new Map(seats.map(({ player }) => [player, { name: player.toUpperCase(), bot: false, rating: 1000 }]));
    },
    nameOf: async (player) => player.toUpperCase(),
    chat: {
      recent: async () => said,
      save: async (_, line) => {
        const isNew = said.every(({ id }) => id !== line.id);
        if (isNew) said.push(line);
        return isNew;
      },
    },
    onRated: () => () => undefined,
    now,
    newId: () => randomUUID(),
    after: (ms, run) => {
      const timer = setTimeout(run, ms);
      return () => clearTimeout(timer);
    },
    metrics: { commandAccepted: () => undefined },
    report: { roomFailed: () => undefined, connectionExpelled: () => undefined },
  };
};

const emptyLobby = (now: () => number): LobbyRoomDeps => ({
  games: async () => ({ awaiting: [], playing: [] }),
  onGameChanged: () => () => undefined,
  summary: async () => undefined,
  authenticate: async (token) =>
    token.startsWith('access:')
      ? { player: playerId(token.slice(7)), standing: token === 'access:bot' ? 'bot' : 'account' }
      : null,
  now,
  after: () => () => undefined,
  report: { roomFailed: () => undefined, connectionExpelled: () => undefined },
});

export interface StackOptions {
  readonly room?: (games: Games) => Partial<XoRoomDeps>;
  readonly lobby?: Partial<LobbyRoomDeps>;
  /** Test time instead of the real one. */
  readonly timers?: ReturnType<typeof createTimers>;
  readonly graceMs?: number;
  readonly pingEveryMs?: number;
  readonly joinLimit?: LimitRule;
}

/** The real realtime stack on a free port, with a real log; tokens, names and chat are the test's own. */
export const openStack = async ({
  room = () => ({}),
  lobby = {},
  timers,
  graceMs = 500,
  pingEveryMs,
  joinLimit,
}: StackOptions = {}) => {
  const now = timers?.now ?? Date.now;
  const games = await openGames(now);
  const deps = { ...defaults(games, now), ...(timers ? { after: timers.after } : {}), ...room(games) };
  const logged: string[] = [];
  const matchmaking = createMatchmaking({
    limiter: createMemoryRateLimiter(Date.now),
    limit: joinLimit ?? { count: 10_000, windowMs: 60_000 },
    reserveSeat: (joining) => realtime.reserveSeat(joining),
    rooms: () => realtime.rooms,
    report: { joinFailed: (at, error) => void logged.push(`${at}: ${String(error)}`) },
  });
  const realtime = createRealtime({
    host: '127.0.0.1',
    port: 0,
    app: createTestApp(matchmaking),
    rooms: { game: createXoRoom(deps), lobby: createLobbyRoom({ ...emptyLobby(now), ...lobby }) },
    report: {
      colyseus: (level, message) => void logged.push(`${level}: ${message}`),
      roomTakenOver: (room) => void logged.push(`taken over: ${room}`),
    },
    graceMs,
    ...(pingEveryMs === undefined ? {} : { pingEveryMs }),
  });
  const { port } = await realtime.listen();
  const url = `http://127.0.0.1:${port}`;

  const token = (game: GameId, player: string, role = 'player'): string => `${role}:${player}:${game}:${randomUUID()}`;
  const join = async (game: GameId, player: string, role = 'player'): Promise<GameRoom> => {
    await realtime.openGame(game);
    const joined: GameRoom = await new Client(url).joinById(game, { intratoken: token(game, player, role) });
    joined.reconnection.enabled = false;
    joined.onMessage('*', () => undefined);
    return joined;
  };
  return {
    realtime,
    games,
    deps,
    url,
    port,
    logged,
    token,
    join,
    close: async () => {
      await realtime.close();
      await games.close();
    },
  };
};
export type Stack = Awaited<ReturnType<typeof openStack>>;

/** Asks a game room with a new command id. */
export const ask = (room: GameRoom, type: string, body: object = {}): Promise<{ version: number }> =>
  room.request(type as never, { commandId: randomUUID(), ...body } as never) as Promise<{ version: number }>;

/** The code with which a request is refused. */
export const refusalOf = async (asking: Promise<unknown>): Promise<unknown> => {
  try {
    return { answered: await asking };
  } catch (error) {
    return (error as { reason?: { code?: unknown } }).reason?.code ?? error;
  }
};

/** The state as soon as it satisfies `holds`; the test's time-out bounds the wait. */
export const until = (room: GameRoom, holds: (state: GameRoomState) => boolean): Promise<GameRoomState> =>
  new Promise((resolve) => {
    const look = (): void => {
      if (!room.state?.id || !holds(room.state)) return;
      room.onStateChange.remove(look);
      resolve(room.state);
    };
    room.onStateChange(look);
    look();
  });

/** The next message of a type. */
export const next = <Message>(room: Room, type: string): Promise<Message> =>
  new Promise((resolve) => {
    const stop = room.onMessage(type, (message: Message) => {
      stop();
      resolve(message);
    });
  });

/** The code with which a connection ends. */
export const closed = (room: Room): Promise<number> => new Promise((resolve) => void room.onLeave(resolve));
