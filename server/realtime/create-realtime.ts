import { createServer, type Server as HttpServer, type RequestListener } from 'node:http';
import { LocalPresence, matchMaker, type Presence, type Room, Server } from '@colyseus/core';
import { WebSocketTransport } from '@colyseus/ws-transport';
import type { GameId } from '../../shared/kernel/ids.ts';
import { answerClientErrors } from '../http/client-errors.ts';
import { limitConnections } from '../http/connections.ts';
import { closePort, openPort, trackSockets } from './http-server.ts';
import { createLocalDriver } from './local-driver.ts';
import { createLogger, type RealtimeReport, textOf } from './logger.ts';
import { createEnsureRoom, gameRoomType } from './room-host.ts';
import { isRoomPath, screenUpgrades } from './upgrades.ts';

export interface RealtimeOptions {
  readonly host: string;
  /** 0 takes any free port. */
  readonly port: number;
  /** Everything that is not a WebSocket; has `createMatchmaking` among its handlers. */
  readonly app: RequestListener;
  readonly rooms: { readonly game: typeof Room; readonly lobby: typeof Room };
  readonly report: RealtimeReport;
  /** Rooms of several processes know of each other by these; of this process alone when left out. */
  readonly presence?: Presence;
  readonly driver?: typeof matchMaker.driver;
  /** Connections of one address, open at once; without a limit when left out. */
  readonly mostPerAddress?: number;
  /** How long connections may take to end at a stop, ms; then they are cut. */
  readonly graceMs?: number;
  /** How often a connection is asked whether it is alive, ms; the second time without an answer ends it. */
  readonly pingEveryMs?: number;
}

export interface Realtime {
  /** Opens the port, then the lobby. Rejects, holding nothing, when the port is taken. */
  listen(): Promise<{ readonly port: number }>;
  /** Tells every client that this node is going away (4001), then closes; safe to call twice. */
  close(): Promise<void>;
  /** Makes sure that a game's room runs; rejects when there is no such game. */
  ensureRoom(game: GameId): Promise<void>;
  readonly lobbyId: string;
  /** Rooms of this process, without the lobby. */
  openRooms(): number;
  connections(): number;
}

const lobbyId = 'lobby';
/** Of one message to a room, bytes. */
const messageLimit = 4 * 1024;

/** One place that clients connect to, over the port's HTTP server. */
const startColyseus = (http: HttpServer, options: RealtimeOptions): Server => {
  const { presence, driver, report, pingEveryMs } = options;
  const transport = new WebSocketTransport({
    noServer: true,
    maxPayload: messageLimit,
    pingInterval: pingEveryMs ?? 4_000,
  });
  // Colyseus' own `listen` and router are not used: see DECISIONS.md.
  const server = new Server({
    transport,
    presence: presence ?? new LocalPresence(),
    driver: driver ?? createLocalDriver(),
    logger: createLogger(report, Date.now),
    greet: false,
    gracefullyShutdown: false,
    // Whoever asks for a room has it made here, instead of reading the load of every process first.
    selectProcessIdToCreateRoom: async () => matchMaker.processId,
  });
  transport.attachToServer(http, { filter: isRoomPath });
  return server;
};

const openLobby = async ({ rooms }: RealtimeOptions): Promise<void> => {
  // Our own door is `createMatchmaking`; this keeps any other way to Colyseus' controller as narrow.
  matchMaker.controller.exposedMethods = ['joinById', 'reconnect'];
  await matchMaker.onReady;
  matchMaker.defineRoomType(gameRoomType, rooms.game);
  matchMaker.defineRoomType('lobby', rooms.lobby);
  await matchMaker.accept();
  await matchMaker.createRoom('lobby', { id: lobbyId });
};

/**
 * The realtime side of a process: its port, WebSockets and rooms. Colyseus keeps its matchmaker in the module, so a
 * process has one of these at a time.
 */
export const createRealtime = (options: RealtimeOptions): Realtime => {
  const http = createServer(options.app);
  answerClientErrors(http);
  limitConnections(http, { perAddress: options.mostPerAddress ?? Number.POSITIVE_INFINITY });
  screenUpgrades(http);
  const sockets = trackSockets(http);
  let server: Server | undefined;
  let closing: Promise<void> | undefined;

  const stop = async (): Promise<void> => {
    await server?.gracefullyShutdown(false);
    await closePort(http, sockets, options.graceMs ?? 2_000);
  };
  const close = (): Promise<void> => {
    closing ??= stop();
    return closing;
  };
  const listen = async (): Promise<{ readonly port: number }> => {
    const port = await openPort(http, options.port, options.host);
    // Such as too many open files: connections are lost, the server is not.
    http.on('error', (error) => options.report.colyseus('error', textOf([error])));
    try {
      server = startColyseus(http, options);
      await openLobby(options);
    } catch (error) {
      await close();
      throw error;
    }
    return { port };
  };
  const { local } = matchMaker.stats;
  return {
    listen,
    close,
    ensureRoom: createEnsureRoom(matchMaker),
    lobbyId,
    openRooms: () => Math.max(0, local.roomCount - 1),
    connections: () => local.ccu,
  };
};
