import type {
  BotCreated,
  GuestCreated,
  Login,
  OwnPlayer,
  Player,
  Registered,
  Registration,
  Session as SessionEntry,
  Tokens,
} from '../../shared/protocol/accounts.ts';
import type { Page } from '../../shared/protocol/common.ts';
import type {
  GameCreated,
  GameEventEntry,
  GameSummary,
  Intratoken,
  IntratokenRequest,
  LobbyAddress,
  NewGame,
  Statistics,
  VariantEntry,
} from '../../shared/protocol/games.ts';
import type { LadderEntry, LadderRating, LeaderboardEntry, RatingChange } from '../../shared/protocol/ratings.ts';
import { type Call, createAuthorisedSend, createSend, type Fetch } from './http.ts';
import { createServerClock, type ServerClock } from './server-clock.ts';
import { createSession } from './session.ts';
import { alone, type Exclusive, type SessionStore } from './session-store.ts';
import { systemTiming, type Timing } from './timing.ts';

export interface ApiPorts {
  readonly base: string;
  readonly store: SessionStore;
  readonly fetch?: Fetch;
  readonly exclusive?: Exclusive;
  readonly timing?: Timing;
  readonly signInAgain?: () => Promise<Tokens>;
  readonly onSessionEnded?: () => void;
}

interface Paging {
  /** 1 to 200; 50 where left out. */
  readonly limit?: number;
  readonly cursor?: string;
}

interface GamesQuery extends Paging {
  readonly status?: GameSummary['status'];
  readonly variant?: string;
  readonly player?: string;
}

interface PlayerGamesQuery extends Omit<GamesQuery, 'player'> {
  /** Only games in which this player was on the other side. */
  readonly opponent?: string;
}

const part = encodeURIComponent;
type Query = NonNullable<Call['query']>;

/** An answer's shape is the server's promise, kept by the schemas that describe the API; it is not checked again here. */
const answer = <T>(body: Promise<unknown>): Promise<T> => body as Promise<T>;

const accountCalls = (send: (call: Call) => Promise<unknown>) => {
  const post = (path: string, body?: unknown): Promise<unknown> => send({ method: 'POST', path, body });
  const done = (path: string, body: unknown): Promise<void> => post(path, body).then(() => undefined);
  return {
    register: (body: Registration): Promise<Registered> => answer(post('/accounts', body)),
    /** The guest that is signed in becomes an account. */
    upgrade: (body: Registration): Promise<Registered> => answer(post('/accounts/upgrade', body)),
    verify: (token: string) => done('/accounts/verify', { token }),
    resendVerification: (email: string) => done('/accounts/verify/resend', { email }),
    forgotPassword: (email: string) => done('/auth/password/forgot', { email }),
    resetPassword: (token: string, password: string) => done('/auth/password/reset', { token, password }),
    changePassword: (current: string, password: string) => done('/auth/password/change', { current, password }),
    me: (): Promise<OwnPlayer> => answer(send({ method: 'GET', path: '/players/me' })),
    updateMe: (body: { displayName?: string }): Promise<OwnPlayer> =>
      answer(send({ method: 'PATCH', path: '/players/me', body })),
    mySessions: (): Promise<Page<SessionEntry>> => answer(send({ method: 'GET', path: '/players/me/sessions' })),
    revokeSession: (id: string): Promise<void> =>
      answer(send({ method: 'DELETE', path: `/players/me/sessions/${part(id)}` })),
    createBot: (body: { username: string; displayName?: string }): Promise<BotCreated> =>
      answer(post('/players/me/bots', body)),
    bots: (): Promise<Page<Player>> => answer(send({ method: 'GET', path: '/players/me/bots' })),
    bot: (id: string): Promise<Player> => answer(send({ method: 'GET', path: `/players/me/bots/${part(id)}` })),
    deleteBot: (id: string): Promise<void> => answer(send({ method: 'DELETE', path: `/players/me/bots/${part(id)}` })),
  };
};

const gameCalls = (send: (call: Call) => Promise<unknown>) => {
  const get = (path: string, query?: Query): Promise<unknown> =>
    send({ method: 'GET', path, ...(query ? { query } : {}) });
  const post = (path: string, body: unknown): Promise<unknown> => send({ method: 'POST', path, body });
  const game = (id: string): string => `/games/${part(id)}`;
  return {
    variants: (): Promise<Page<VariantEntry>> => answer(get('/variants')),
    createGame: (body: NewGame): Promise<GameCreated> => answer(post('/games', body)),
    games: (query: GamesQuery = {}): Promise<Page<GameSummary>> => answer(get('/games', { ...query })),
    game: (id: string): Promise<GameSummary> => answer(get(game(id))),
    /** The log in order; `next` leads on where it is longer than a page. */
    gameEvents: (id: string, paging: Paging = {}): Promise<Page<GameEventEntry>> =>
      answer(get(`${game(id)}/events`, { ...paging })),
    gameExport: (id: string, format: 'text' | 'jsonl'): Promise<string> =>
      answer(get(`${game(id)}/export`, { format })),
    intratoken: (id: string, body: IntratokenRequest): Promise<Intratoken> =>
      answer(post(`${game(id)}/intratoken`, body)),
    /** A house bot of level 1 to 5 takes a free seat. */
    seatBot: (id: string, level: number): Promise<GameCreated> => answer(post(`${game(id)}/bot`, { level })),
    lobby: (): Promise<LobbyAddress> => answer(get('/lobby')),
  };
};

const playerCalls = (send: (call: Call) => Promise<unknown>) => {
  const get = (path: string, query?: Query): Promise<unknown> =>
    send({ method: 'GET', path, ...(query ? { query } : {}) });
  const player = (id: string): string => `/players/${part(id)}`;
  const ladder = (name: string): string => `/ladders/${part(name)}/leaderboard`;
  return {
    player: (id: string): Promise<Player> => answer(get(player(id))),
    playerGames: (id: string, query: PlayerGamesQuery = {}): Promise<Page<GameSummary>> =>
      answer(get(`${player(id)}/games`, { ...query })),
    playerRatings: (id: string): Promise<Page<LadderRating>> => answer(get(`${player(id)}/ratings`)),
    ratingHistory: (id: string, name: string, paging: Paging = {}): Promise<Page<RatingChange>> =>
      answer(get(`${player(id)}/ratings/${part(name)}/history`, { ...paging })),
    statistics: (id: string): Promise<Page<Statistics>> => answer(get(`${player(id)}/statistics`)),
    ladders: (): Promise<Page<LadderEntry>> => answer(get('/ladders')),
    leaderboard: (name: string, paging: Paging = {}): Promise<Page<LeaderboardEntry>> =>
      answer(get(ladder(name), { ...paging })),
    leaderboardAround: (name: string, id: string): Promise<Page<LeaderboardEntry>> =>
      answer(get(`${ladder(name)}/around/${part(id)}`)),
  };
};

/** The HTTP API as typed functions. Each rejects with an `ApiProblem`; the session is kept, renewed and shared through the store. */
export const createApi = (ports: ApiPorts) => {
  const timing = ports.timing ?? systemTiming;
  const clock: ServerClock = createServerClock();
  const fetch = ports.fetch ?? ((url: string, init: RequestInit) => globalThis.fetch(url, init));
  const send = createSend({ base: ports.base, fetch, timing, onClockAhead: clock.observe });
  const open = (path: string, body?: unknown): Promise<Tokens> => answer(send({ method: 'POST', path, body }, null));
  const session = createSession({
    store: ports.store,
    exclusive: ports.exclusive ?? alone,
    timing,
    refresh: (refresh_token) => open('/auth/refresh', { refresh_token }),
    signInAgain: ports.signInAgain ?? null,
    onEnded: ports.onSessionEnded ?? (() => undefined),
  });
  const authorised = createAuthorisedSend(send, session);
  const begun = <T extends Tokens>(tokens: T): T => {
    session.begin(tokens);
    return tokens;
  };
  const leaving = async (call: Call): Promise<void> => {
    await authorised(call);
    session.end();
  };
  return {
    ...accountCalls(authorised),
    ...gameCalls(authorised),
    ...playerCalls(authorised),
    /** Signs in; the tokens go to the store. */
    login: async (body: Login): Promise<Tokens> => begun(await open('/auth/login', body)),
    guest: async (): Promise<GuestCreated> => begun((await open('/accounts/guest')) as GuestCreated),
    /** Ends the session here and at the server; here also when the server cannot be reached. */
    async logout(): Promise<void> {
      const refresh_token = session.refreshToken();
      session.end();
      if (refresh_token !== null) await open('/auth/logout', { refresh_token });
    },
    deleteMe: (body: { password?: string }) => leaving({ method: 'DELETE', path: '/players/me', body }),
    isSignedIn: (): boolean => session.refreshToken() !== null,
    accessToken: session.accessToken,
    /** A token other than `rejected`, which a room has refused; null when nobody is signed in any more. */
    renewedToken: session.renewed,
    clock,
  };
};
export type Api = ReturnType<typeof createApi>;
