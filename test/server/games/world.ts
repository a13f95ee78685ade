import { noNotices } from '../../../server/eventing/notices.ts';
import type { Projection } from '../../../server/eventing/projector.ts';
import { createStreamCache } from '../../../server/eventing/stream-cache.ts';
import { createSubmit } from '../../../server/eventing/submit.ts';
import { createGameWord } from '../../../server/game-word.ts';
import type { WantedGame } from '../../../server/games/create-game.ts';
import { createGames, type GamesNeeds } from '../../../server/games/games.ts';
import { createGamesProjection } from '../../../server/games/games-projection.ts';
import { createSweep } from '../../../server/games/referee.ts';
import { createRefereeProjection } from '../../../server/games/referee-projection.ts';
import { createRematches } from '../../../server/games/rematches.ts';
import { newest, stateFromLog } from '../../../server/games/state-at.ts';
import { createStatisticsProjection } from '../../../server/games/statistics.ts';
import type { Caller } from '../../../server/http/caller.ts';
import { createRatings } from '../../../server/ratings/ratings.ts';
import { createRatingsProjection } from '../../../server/ratings/ratings-projection.ts';
import { createSqliteDueChecks } from '../../../server/storage/sqlite/due-checks.ts';
import { createSqliteEventStore } from '../../../server/storage/sqlite/event-store.ts';
import { createSqliteGames } from '../../../server/storage/sqlite/games.ts';
import { createSqliteRatings } from '../../../server/storage/sqlite/ratings.ts';
import { createSqliteStatistics } from '../../../server/storage/sqlite/statistics.ts';
import type { GameCommand } from '../../../shared/game/commands.ts';
import { game as rules } from '../../../shared/game/decider.ts';
import { type GameEvent, isMilestone } from '../../../shared/game/events.ts';
import type { GameRefusal } from '../../../shared/game/refusals.ts';
import type { GameState } from '../../../shared/game/state.ts';
import { type GameId, type PlayerId, playerId } from '../../../shared/kernel/ids.ts';
import { newGame } from '../../../shared/protocol/games.ts';
import { defaultLadder } from '../../../shared/rating/team-elo.ts';
import { openTemporaryDatabase } from '../storage/sqlite/temporary-database.ts';

/** A caller with an account of this name, unless told otherwise. */
export const person = (name: string, changes: Partial<Caller> = {}): Caller => ({
  player: playerId(name),
  session: `session-${name}`,
  standing: 'account',
  verified: true,
  mayPlayRated: true,
  ...changes,
});
export const guest = (name: string): Caller =>
  person(name, { standing: 'guest', verified: false, mayPlayRated: false });

/** A request body as the HTTP border would give it on. */
export const wanted = (body: object): WantedGame => newGame.parse(body);

const nameOf = (id: PlayerId) => ({ name: `The ${id}`, bot: id.startsWith('bot'), guest: id.startsWith('guest') });

const openStores = async () => {
  const db = await openTemporaryDatabase();
  return {
    db,
    store: createSqliteEventStore<GameEvent>(db),
    model: createSqliteGames(db),
    statistics: createSqliteStatistics(db),
    ratingsStore: createSqliteRatings(db),
    checks: createSqliteDueChecks(db),
  };
};

/** Everything about games on a database of its own, with a clock that stands still and projections that run when told. */
export const openWorld = async (changes: Partial<GamesNeeds> = {}) => {
  const stores = await openStores();
  const { db, store, model, statistics, ratingsStore, checks } = stores;
  const time = { now: Date.UTC(2030, 0, 1) };
  const now = () => time.now;
  let ids = 0;
  const newId = () => `id-${++ids}`;
  const submit = createSubmit<GameCommand, GameEvent, GameState, GameRefusal>({
    store,
    decider: rules,
    cache: createStreamCache(rules, 1_000),
    publish: () => undefined,
    isMilestone: (events) => events.some(isMilestone),
    now,
  });
  const refusedRematches: string[] = [];
  const report = {
    rematchRefused: (game: GameId, refusal: string) => void refusedRematches.push(`${game} ${refusal}`),
  };
  const listenersFailed: string[] = [];
  const listenerFailed = (error: unknown) => void listenersFailed.push(String(error));
  const word = createGameWord(noNotices, listenerFailed);
  const projections = {
    games: createGamesProjection(model, word.gameChanged),
    statistics: createStatisticsProjection(stateFromLog(store), statistics),
    ratings: createRatingsProjection({
      stateAt: stateFromLog(store),
      ratings: ratingsStore,
      settings: defaultLadder,
      onRated: word.gameRated,
    }),
    rematches: createRematches({ store, submit, now, report }),
    referee: createRefereeProjection({ stateAt: stateFromLog(store), checks, now }),
  };

  const positions = new Map<string, number>();
  /** Applies what the projection has not seen; true when that was anything. */
  const step = async (projection: Projection<GameEvent>, batch = 100): Promise<boolean> => {
    const commits = await store.tail(positions.get(projection.name) ?? 0, batch);
    if (commits.length === 0) return false;
    await projection.apply(commits);
    positions.set(projection.name, commits.at(-1)!.position);
    return true;
  };
  /** Brings every projection up to date, also with what a projection itself submits. */
  const project = async (batch?: number): Promise<void> => {
    for (let more = true; more; ) {
      more = false;
      for (const projection of Object.values(projections)) more = (await step(projection, batch)) || more;
    }
  };
  const rebuild = async (projection: Projection<GameEvent>, batch?: number): Promise<void> => {
    positions.set(projection.name, 0);
    await projection.reset();
    while (await step(projection, batch));
  };

  const profiles: GamesNeeds['profiles'] = async (ids) => new Map(ids.map((id) => [id, nameOf(id)]));
  const ratings = createRatings({ store: ratingsStore, profiles });
  const rooms: GameId[] = [];
  const kept: string[] = [];
  const assigned: string[] = [];
  const needs: GamesNeeds = {
    store,
    stateAt: stateFromLog(store),
    submit,
    model,
    statistics,
    profiles,
    ratingsOf: ratings.ratingsOf,
    changesOf: ratings.changesOf,
    startRating: defaultLadder.start,
    openGame: async (game) => {
      if ((await stateFromLog(store)(game, newest)).phase === 'absent') return undefined;
      rooms.push(game);
      return {
        reserve: async ({ role, player }) => {
          kept.push(`${role} ${player}`);
          return { name: 'xo', roomId: game, sessionId: kept.at(-1)! };
        },
      };
    },
    houseBots: {
      playerOf: (level) => (level <= 3 ? playerId(`bot-${level}`) : undefined),
      assign: async (game, level) => void assigned.push(`${game} ${level}`),
    },
    issueIntratoken: async ({ game, caller, role, seat }) => ({
      token: [game, caller.player, role, seat].join(' '),
      expiresIn: 60,
    }),
    caughtUp: () => project(),
    rematchesMade: () => project(),
    newId,
    now,
    chance: () => 0,
    ...changes,
  };
  const games = createGames(needs);

  let commands = 0;
  /** Submits a command that must be accepted. */
  const command = async (game: GameId, what: GameCommand): Promise<GameState> => {
    const outcome = await submit(game, what, `command-${++commands}`);
    if (!outcome.ok) throw new Error(`${what.type}: ${outcome.refusal}`);
    return outcome.state;
  };
  /** Players move in turn, each to the next of these cells. */
  const play = async (game: GameId, players: readonly Caller[], cells: readonly (readonly [number, number])[]) => {
    for (const [turn, [x, y]] of cells.entries()) {
      const by = players[turn % players.length]!.player;
      await command(game, { type: 'Move', at: time.now, by, x, y });
    }
  };
  const sweep = createSweep({ store, checks, submit, newId, now });

  return {
    ...{
      ...stores,
      time,
      newId,
      submit,
      needs,
      word,
      projections,
      project,
      rebuild,
      positions,
      profiles,
      ratings,
      games,
    },
    ...{ rooms, kept, assigned, refusedRematches, listenersFailed, command, play, sweep },
    close: db.close,
  };
};
export type World = Awaited<ReturnType<typeof openWorld>>;

/** Five moves in which the first of two players fills the top row. */
export const topRowWins = [
  [0, 0],
  [0, 1],
  [1, 0],
  [1, 1],
  [2, 0],
] as const;

/** A game of two people, X named first, that has begun. */
export const begin = async (world: World, x: Caller, o: Caller, body: object = {}): Promise<GameId> => {
  const { id } = await world.games.create(x, wanted({ variant: 'xo', side: 'x', ...body }));
  await world.games.requestIntratoken(o, id, { role: 'player' });
  return id;
};

/** A whole game that X wins. */
export const playWin = async (world: World, x: Caller, o: Caller, body: object = {}): Promise<GameId> => {
  const id = await begin(world, x, o, body);
  await world.play(id, [x, o], topRowWins);
  return id;
};
