import { existsSync, mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { matchMaker } from '@colyseus/core';
import { monitor } from '@colyseus/monitor';
import { createLobbyRoom } from '../rooms/lobby-room.ts';
import { createXoRoom } from '../rooms/xo-room.ts';
import { defaultLadder } from '../shared/rating/team-elo.ts';
import { createPasswords } from './accounts/passwords.ts';
import type { Config } from './config.ts';
import { StoreUnavailable } from './eventing/event-store.ts';
import { Contended } from './eventing/outcome.ts';
import { expectNobody } from './expect-nobody.ts';
import { sweepChat } from './games/chat-store.ts';
import { createGameLog } from './games/game-log.ts';
import { createGames } from './games/games.ts';
import { createPrivateGames } from './games/private-games.ts';
import type { OpenGame } from './games/request-intratoken.ts';
import { createPeople, createRoomChat } from './games/room-views.ts';
import { gameRoutes } from './games/routes.ts';
import type { HouseBots } from './games/seat-house-bot.ts';
import { openHouseBots } from './house/open-house-bots.ts';
import { mostPerAddress } from './http/connections.ts';
import { createApp } from './http/create-app.ts';
import { createLoginGuard } from './http/login-guard.ts';
import { createMetrics, type Metrics } from './http/metrics.ts';
import { readsMetrics } from './http/metrics-token.ts';
import { createMemoryRateLimiter, defaultLimits, liftedLimits } from './http/rate-limits.ts';
import { randomId } from './ids.ts';
import type { Mailer } from './mail/mailer.ts';
import { openMailer } from './mail/open-mailer.ts';
import { operatorPart } from './operator/operator-part.ts';
import { joinOthers } from './others.ts';
import { servedGames } from './outages/served-games.ts';
import { startProjections } from './projections.ts';
import { createRatings } from './ratings/ratings.ts';
import { ratingRoutes } from './ratings/routes.ts';
import { createRealtime, type Realtime } from './realtime/create-realtime.ts';
import { createMatchmaking, defaultJoinLimit } from './realtime/matchmaking.ts';
import type { Nodes } from './redis/open-nodes.ts';
import type { Report } from './report.ts';
import { startPulses, startRounds } from './rounds.ts';
import { randomSecret } from './secrets.ts';
import { createSharedIdentity } from './shared-identity.ts';
import { loadMongo, openStores } from './storage/open-stores.ts';
import type { Stores } from './storage/stores.ts';
import { createTimers, type Timers } from './timers.ts';
import { openKeyRing } from './tokens/key-ring.ts';

/** A running server. `url` is where players reach it. Disposing tells clients to move, then closes all that was opened. */
export interface Octothorpe extends AsyncDisposable {
  readonly url: string;
  /** Where this process itself listens. */
  readonly at: string;
}

/** What the features are built in. */
interface House {
  readonly config: Config;
  readonly report: Report;
  readonly stores: Stores;
  readonly mailer: Mailer;
  readonly timers: Timers;
  readonly metrics: Metrics;
  /** The other nodes; undefined where this process is the only one. */
  readonly nodes: Nodes | undefined;
  /** Without a trailing slash; known once the port is open. */
  readonly publicUrl: () => string;
  /** Whether this process is going away. */
  readonly isStopping: () => boolean;
}

const webClient = fileURLToPath(new URL('../client-demo/web/dist', import.meta.url));
const addressOf = (host: string, port: number): string => `${host.includes(':') ? `[${host}]` : host}:${port}`;
const chance = (): number => Math.random();
const now = (): number => Date.now();

/** What waits for the store and might succeed when asked again. */
const isUnavailable = (error: unknown): boolean => error instanceof StoreUnavailable || error instanceof Contended;

/** Loading Redis' driver takes time too, so only those who use it wait for it. */
const loadNodes = () => import('./redis/open-nodes.ts');

/** Loads all that a server may need, whatever its settings. */
export const loadAll = async (): Promise<void> => void (await Promise.all([loadMongo(), loadNodes()]));

/** The other nodes, where there are any. */
const openOthers = async (config: Config, report: Report, { after }: Timers): Promise<Nodes | undefined> => {
  const { redisUrl: url, host, node, publicUrl } = config;
  if (url === undefined) return undefined;
  const { openNodes } = await loadNodes();
  const publicAddress = (port: number): string =>
    node === undefined ? addressOf(host, port) : `${publicUrl!.replace(/^https?:\/\//, '')}/${node}`;
  return openNodes({ url, publicAddress, processId: () => matchMaker.processId, now, after, report });
};

/** Accounts, games and ratings over one installation's stores. */
const openFeatures = async (house: House, host: { readonly openGame: OpenGame; readonly houseBots: HouseBots }) => {
  const { config, report, stores, metrics, mailer, publicUrl, nodes } = house;
  // What can fail comes first: projectors that run already would be left behind.
  const passwords = await createPasswords();
  const keys = await openKeyRing({ store: stores.keys, issuer: publicUrl, now });
  const { events, lives, checkpoints } = stores;
  const others = joinOthers({ nodes, isShared: config.mongoUrl !== undefined, leases: stores.leases, now, report });
  const { lease, notices, progressOf } = others;
  const shared = { lease, progressOf, bus: nodes?.bus };
  const written = createGameLog({ store: events, checkpoints, report, metrics, now, ...shared });
  const log = await servedGames(written, { store: lives, newId: randomId, now, report });
  const projections = startProjections({ stores, log, notices, now, report });
  const limiter = nodes?.limiter ?? createMemoryRateLimiter(now);
  const limits = config.limits === 'none' ? liftedLimits : defaultLimits;
  const guard = createLoginGuard(limiter, limits.login, limits.loginByAddress);
  const ratings = createRatings({ store: stores.ratings, profiles: (ids) => identity.profiles(ids) });
  const identity = createSharedIdentity({
    ...stores,
    ...{ keys, passwords, mailer, guard, report, ratings, notices, publicUrl, now },
    verification: config.verification,
    newId: randomId,
    newSecret: randomSecret,
  });
  const games = createGames({
    ...{ store: events, stateAt: log.stateAt, submit: log.submit, model: stores.games, now, chance },
    ...{ statistics: stores.statistics, profiles: identity.profiles, issueIntratoken: identity.issueIntratoken },
    ...host,
    ratingsOf: ratings.ratingsOf,
    changesOf: ratings.changesOf,
    startRating: defaultLadder.start,
    caughtUp: () => projections.caughtUp('games'),
    rematchesMade: () => projections.caughtUp('rematches'),
    newId: randomId,
  });
  return { log, others, projections, keys, passwords, limiter, limits, guard, identity, ratings, games };
};
type Features = Awaited<ReturnType<typeof openFeatures>>;

/** The classes of the rooms, each with what it may ask of the server. */
const roomsOf = ({ config, report, stores, timers, metrics }: House, features: Features) => {
  const { log, projections, identity, games, others } = features;
  const common = { report, now, after: timers.after, watchSession: identity.watchSession };
  const chat = createRoomChat({ chat: stores.chat, profiles: identity.profiles });
  return {
    game: createXoRoom({
      ...common,
      ...{ chat, metrics, isUnavailable, newId: randomId, submit: log.submit, follow: log.follow },
      verifyIntratoken: identity.verifyIntratoken,
      people: createPeople(games.summarise),
      nameOf: identity.nameOf,
      onRated: projections.onRated,
      newPace: config.limits === 'none' ? () => () => 'fine' : undefined,
    }),
    lobby: createLobbyRoom({
      ...common,
      summary: games.get,
      games: games.lobbyView,
      onGameChanged: projections.onGameChanged,
      authenticate: identity.authenticate,
      online: others.online,
    }),
  };
};

const houseOf = ({ config, report, timers, stores }: House, { identity, projections, others }: Features) => ({
  ...{ identity, others, timers, report, now, games: stores.games, tableLevels: config.houseBots },
  caughtUp: () => projections.caughtUp('games'),
});

const roundsOf = ({ report, stores }: House, { log, keys, identity, others }: Features) => ({
  ...{ keys, turns: others.turns, outages: log.outages },
  referee: { store: stores.events, checks: stores.dueChecks, submit: log.submit, newId: randomId, now, report },
  sweeps: [
    () => log.outages.sweep(),
    () => identity.sweepExpired(now()),
    () => stores.operators.sweep(now()),
    () => sweepChat(stores.chat, now),
  ],
});

const createHttp = (
  { config, report, stores, metrics, nodes, isStopping }: House,
  features: Features,
  realtime: Realtime,
) => {
  const { identity, games, ratings, limiter, limits, guard, passwords } = features;
  const operators = operatorPart({
    ...{ store: stores.operators, passwords, guard, report, now, publicUrl: config.publicUrl },
    panel: monitor(),
    callRoom: (room, method, args) => matchMaker.remoteRoomCall(room, method as never, args as never),
  });
  const privateGames = createPrivateGames(stores.games);
  const lobbyRoom = async (): Promise<string> => realtime.lobbyId();
  const joins = config.limits === 'none' ? { ...defaultJoinLimit, count: Number.POSITIVE_INFINITY } : defaultJoinLimit;
  return createApp({
    ...{ report, metrics, limiter, limits, newId: randomId },
    routes: [...identity.routes, ...gameRoutes({ games, lobbyRoom }), ...ratingRoutes({ ratings, privateGames })],
    authenticate: identity.authenticate,
    allowedOrigins: config.allowedOrigins,
    trustProxy: config.trustProxy,
    checks: { store: stores.check, ...(nodes ? { redis: nodes.check } : {}) },
    isStopping,
    isOperator: readsMetrics(config.metricsToken, operators.isOperator),
    mounts: [
      createMatchmaking({
        ...{ limiter, limit: joins, report },
        reserveSeat: realtime.reserveSeat,
        rooms: () => realtime.rooms,
      }),
      ...operators.mounts,
    ],
    ...(existsSync(webClient) ? { staticFolder: webClient } : {}),
  });
};

/** Nodes tell each other that they live; who should be alone on a store looks whether that is so. */
const meetOthers = async (
  { config, timers, report, nodes, isStopping }: House,
  { log }: Features,
  onCompany: (reason: string) => void,
): Promise<void> => {
  if (nodes) await startPulses(nodes, timers, () => !isStopping(), report);
  else if (config.mongoUrl !== undefined) expectNobody({ outages: log.outages, timers, report, onCompany });
};

/**
 * Opens everything in order, and closes it in the opposite one: at the end, and also when a start fails half-way.
 * `onLost` is called when the store is gone for good, or another process's: this one can only be started again.
 * @throws DataInUse, NewerSchema, or the system's EADDRINUSE and such
 */
export const startOctothorpe = async (
  config: Config,
  report: Report,
  onLost: (reason: string) => void,
): Promise<Octothorpe> => {
  await using opened = new AsyncDisposableStack();
  mkdirSync(config.data, { recursive: true, mode: 0o700 });
  const stores = opened.use(await openStores(config, { onLost, onReplaced: report.storeDriverReplaced }));
  const mailer = opened.adopt(openMailer({ config, report, now }), (open) => open.close());
  const timers = createTimers();
  const nodes = opened.adopt(await openOthers(config, report, timers), (open) => open?.[Symbol.asyncDispose]());
  let url = config.publicUrl ?? '';
  let bots: HouseBots | undefined;
  const metrics = createMetrics({
    openRooms: () => realtime.openRooms(),
    connections: () => realtime.connections(),
    projectorLag: () => features.projections.lag(),
    nodes: nodes && { isUp: nodes.isUp, count: nodes.neighbours.beats.count },
  });
  let isStopping = false;
  const known = { publicUrl: () => url, isStopping: () => isStopping };
  const house: House = { config, report, stores, mailer, timers, metrics, nodes, ...known };
  const features = await openFeatures(house, {
    openGame: (game) => realtime.openGame(game),
    houseBots: { playerOf: (level) => bots?.playerOf(level), assign: async (game, level) => bots?.assign(game, level) },
  });
  opened.use(features.projections);
  opened.adopt(features.others.turns, (turns) => turns.release());
  opened.adopt(timers, (running) => running.close());
  const realtime = createRealtime({
    ...{ host: config.host, port: config.port, report, neighbours: nodes?.neighbours },
    app: (request, response) => http(request, response),
    rooms: roomsOf(house, features),
    ...(config.trustProxy || config.limits === 'none' ? {} : { mostPerAddress }),
  });
  const http = createHttp(house, features, realtime);
  opened.adopt(realtime, (open) => open.close());
  const { port } = await realtime.listen();
  const local = `http://${addressOf(config.host, port)}`;
  url ||= local;
  await meetOthers(house, features, onLost);
  startRounds({ ...roundsOf(house, features), timers, report });
  bots = opened.adopt(await openHouseBots({ ...houseOf(house, features), url: local }), (open) => open.close());
  opened.defer(() => {
    isStopping = true;
    return features.log.outages.stop();
  });
  const running = opened.move();
  return { url, at: local, [Symbol.asyncDispose]: () => running.disposeAsync() };
};
