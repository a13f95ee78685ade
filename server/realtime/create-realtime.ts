import { createServer, type Server as HttpServer, type RequestListener } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { LocalPresence, matchMaker, type Room, Server } from '@colyseus/core';
import { answerClientErrors } from '../http/client-errors.ts';
import { limitConnections } from '../http/connections.ts';
import { closePort, openPort, trackSockets } from './http-server.ts';
import { createLocalDriver } from './local-driver.ts';
import { createLogger, type RealtimeReport, textOf } from './logger.ts';
import type { NeighbourReport, Neighbours } from './neighbours.ts';
import { createOpenGame, createReserveSeat, type OpenGame, type ReserveSeat } from './reserve-seat.ts';
import { createEnsureRoom, gameRoomType, lobbyPrefix } from './room-host.ts';
import { createServedRooms, type ServedRooms } from './served-rooms.ts';
import { createSharing } from './sharing.ts';
import { Transport } from './transport.ts';
import { isRoomPath, screenUpgrades } from './upgrades.ts';

export interface RealtimeOptions {
  readonly host: string;
  /** 0 takes any free port. */
  readonly port: number;
  /** Everything that is not a WebSocket; has `createMatchmaking` among its handlers. */
  readonly app: RequestListener;
  readonly rooms: { readonly game: typeof Room; readonly lobby: typeof Room };
  readonly report: RealtimeReport & Pick<NeighbourReport, 'roomTakenOver'>;
  /** The other nodes; this process is the only one when left out. */
  readonly neighbours?: Neighbours | undefined;
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
  readonly openGame: OpenGame;
  readonly reserveSeat: ReserveSeat;
  /** Rooms as they are joined, wherever they run. */
  readonly rooms: ServedRooms;
  /** Of this node's own lobby; known once it listens. */
  lobbyId(): string;
  /** Rooms of this process, without the lobby. */
  openRooms(): number;
  connections(): number;
}

/** Of one message to a room, bytes. */
const messageLimit = 4 * 1024;

/** One place that clients connect to, over the port's HTTP server. */
const startColyseus = (http: HttpServer, options: RealtimeOptions, port: number): Server => {
  const { neighbours, report, pingEveryMs } = options;
  const transport = new Transport({
    noServer: true,
    maxPayload: messageLimit,
    pingInterval: pingEveryMs ?? 4_000,
  });
  // Colyseus' own `listen` and router are not used: see DECISIONS.md.
  const server = new Server({
    transport,
    presence: neighbours?.presence ?? new LocalPresence(),
    driver: neighbours?.driver ?? createLocalDriver(),
    ...(neighbours ? { publicAddress: neighbours.publicAddress(port) } : {}),
    logger: createLogger(report, Date.now),
    greet: false,
    gracefullyShutdown: false,
    // Whoever asks for a room has it made here, instead of reading the load of every process first.
    selectProcessIdToCreateRoom: async () => matchMaker.processId,
  });
  transport.attachToServer(http, { filter: isRoomPath });
  return server;
};

const openLobby = async ({ rooms, neighbours }: RealtimeOptions): Promise<string> => {
  // Our own door is `createMatchmaking`; this keeps any other way to Colyseus' controller as narrow.
  matchMaker.controller.exposedMethods = ['joinById', 'reconnect'];
  await matchMaker.onReady;
  matchMaker.defineRoomType(gameRoomType, rooms.game);
  matchMaker.defineRoomType('lobby', rooms.lobby);
  // Beats tell who lives; Colyseus' own checks read the rooms of all nodes.
  matchMaker.setHealthChecksEnabled(neighbours === undefined);
  await matchMaker.accept();
  const id = neighbours ? `${lobbyPrefix}-${matchMaker.processId}` : lobbyPrefix;
  await matchMaker.createRoom('lobby', { id });
  return id;
};

const isHere = (room: string): boolean => matchMaker.getLocalRoomById(room) !== undefined;

/** Rooms as the matchmaker and the neighbours know them (alone, what is listed is here), and the ways into them. */
const createRooms = ({ neighbours, report }: RealtimeOptions) => {
  const served = createServedRooms({
    self: () => matchMaker.processId,
    isHere,
    find: (room) => matchMaker.driver.findOne({ roomId: room }),
    isAlive: async (node) => neighbours?.beats.isAlive(node) ?? false,
    drop: async (room, node) => (neighbours ? neighbours.drop(room, node) : void matchMaker.driver.remove(room)),
    report,
  });
  const own = (): number => matchMaker.stats.local.roomCount + beingOpened();
  const sharing =
    neighbours && createSharing({ ...neighbours, self: () => matchMaker.processId, own, now: () => performance.now() });
  const { ensureRoom, ensureHere, beingOpened, opening } = createEnsureRoom({
    ...{ createRoom: matchMaker.createRoom, find: served.find, isHere, wait: (ms) => sleep(ms) },
    share: sharing?.open ?? ((game, openHere) => openHere(game)),
    restore: matchMaker.restoreMissingRoomCaches,
  });
  const find: ServedRooms['find'] = async (room) => {
    await opening(room);
    return served.find(room);
  };
  const rooms: ServedRooms = { ...served, find };
  const reserveSeat = createReserveSeat({ rooms, ensureRoom });
  const openGame = createOpenGame(ensureRoom, reserveSeat);
  return { rooms, reserveSeat, openGame, answerNeighbours: async () => sharing?.answer(ensureHere) };
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
  const { answerNeighbours, ...rooms } = createRooms(options);
  let server: Server | undefined;
  let closing: Promise<void> | undefined;
  let lobbyId = lobbyPrefix;
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
      server = startColyseus(http, options, port);
      lobbyId = await openLobby(options);
      await answerNeighbours();
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
    ...rooms,
    lobbyId: () => lobbyId,
    openRooms: () => Math.max(0, local.roomCount - 1),
    connections: () => local.ccu,
  };
};
