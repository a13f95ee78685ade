import type { GameEvent } from '../shared/game/events.ts';
import { defaultLadder } from '../shared/rating/team-elo.ts';
import type { EventStore } from './eventing/event-store.ts';
import type { Projection } from './eventing/projector.ts';
import type { RunningProjector } from './eventing/projector-runner.ts';
import { createGameWord } from './game-word.ts';
import type { DueChecks } from './games/due-checks.ts';
import { createGamesProjection } from './games/games-projection.ts';
import type { GamesReadModel } from './games/games-read-model.ts';
import { createRefereeProjection } from './games/referee-projection.ts';
import { createRematches } from './games/rematches.ts';
import type { StateAt } from './games/state-at.ts';
import { createStatisticsProjection, type StatisticsStore } from './games/statistics.ts';
import type { SubmitGame } from './games/submit-game.ts';
import type { NodeNotices } from './node-news.ts';
import { createRatingsProjection } from './ratings/ratings-projection.ts';
import type { RatingsWriter } from './ratings/ratings-store.ts';

interface Needs {
  readonly stores: {
    readonly events: EventStore<GameEvent>;
    readonly games: GamesReadModel;
    readonly ratings: RatingsWriter;
    readonly statistics: StatisticsStore;
    readonly dueChecks: DueChecks;
  };
  readonly log: {
    readonly stateAt: StateAt;
    readonly submit: SubmitGame;
    project(projection: Projection<GameEvent>, restMs: number): RunningProjector;
  };
  readonly notices: NodeNotices;
  /** ms since the epoch. */
  readonly now: () => number;
  readonly report: { followerFailed(error: unknown): void; rematchRefused(game: string, refusal: string): void };
}

/** Rests, ms, since each step is some eight messages to a store that nodes share. Lobbies tell of changes less often; the rest nobody waits for. */
const restMs = { soon: 200, later: 1_000 };

/** The projections and their projectors; what reads a model can wait until it has caught up. */
export const startProjections = ({ stores, log, notices, now, report }: Needs) => {
  const { stateAt, submit } = log;
  const word = createGameWord(notices, report.followerFailed);
  const games = createGamesProjection(stores.games, word.gameChanged);
  const ratings = createRatingsProjection({
    stateAt,
    ratings: stores.ratings,
    settings: defaultLadder,
    onRated: word.gameRated,
  });
  const rematches = createRematches({ store: stores.events, submit, now, report });
  const later = {
    statistics: createStatisticsProjection(stateAt, stores.statistics),
    referee: createRefereeProjection({ stateAt, checks: stores.dueChecks, now }),
  };
  const start = (projections: Readonly<Record<string, Projection<GameEvent>>>, ms: number) =>
    Object.entries(projections).map(([name, each]) => [name, log.project(each, ms)] as const);
  const running = new Map([...start({ games, ratings, rematches }, restMs.soon), ...start(later, restMs.later)]);
  return {
    onGameChanged: word.onGameChanged,
    onRated: word.onRated,
    caughtUp: (name: 'games' | 'ratings' | 'rematches') => running.get(name)!.caughtUp(),
    lag: async () =>
      Object.fromEntries(await Promise.all([...running].map(async ([name, { lag }]) => [name, await lag()]))),
    [Symbol.asyncDispose]: async () => void (await Promise.all([...running.values()].map(({ stop }) => stop()))),
  };
};
