import type { GameEvent } from '../shared/game/events.ts';
import type { GameId } from '../shared/kernel/ids.ts';
import { defaultLadder } from '../shared/rating/team-elo.ts';
import type { EventStore } from './eventing/event-store.ts';
import { createListeners } from './eventing/listeners.ts';
import type { Projection } from './eventing/projector.ts';
import type { RunningProjector } from './eventing/projector-runner.ts';
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
import type { RatingChange, RatingsWriter } from './ratings/ratings-store.ts';

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
    project(projection: Projection<GameEvent>): RunningProjector;
  };
  readonly notices: NodeNotices;
  /** ms since the epoch. */
  readonly now: () => number;
  readonly report: { followerFailed(error: unknown): void; rematchRefused(game: string, refusal: string): void };
}

/**
 * What the read models tell of, on whichever node they are kept: the node that applies a commit tells those that listen here and the
 * other nodes.
 */
const createWord = ({ notices, report }: Pick<Needs, 'notices' | 'report'>) => {
  const changed = createListeners<'changed', GameId>(report.followerFailed);
  const rated = createListeners<GameId, readonly RatingChange[]>(report.followerFailed);
  const doubted = createListeners<'doubt', undefined>(report.followerFailed);
  notices.hear(
    'game',
    (game) => changed.tell('changed', game),
    () => doubted.tell('doubt', undefined),
  );
  notices.hear('rated', ({ game, changes }) => rated.tell(game, changes));
  return {
    gameChanged: (game: GameId): void => {
      changed.tell('changed', game);
      notices.tell('game', game);
    },
    gameRated: (game: GameId, changes: readonly RatingChange[]): void => {
      rated.tell(game, changes);
      notices.tell('rated', { game, changes });
    },
    /** `doubt` is called when some change may not have been heard. */
    onGameChanged: (listener: (game: GameId) => void, doubt: () => void) => {
      const ends = [changed.add('changed', listener), doubted.add('doubt', doubt)];
      return () => {
        for (const end of ends) end();
      };
    },
    onRated: rated.add,
  };
};

/** The projections and their projectors; what reads a model can wait until it has caught up. */
export const startProjections = ({ stores, log, notices, now, report }: Needs) => {
  const { stateAt, submit } = log;
  const word = createWord({ notices, report });
  const games = createGamesProjection(stores.games, report.followerFailed);
  games.onGameChanged(word.gameChanged);
  const ratings = createRatingsProjection({
    ...{ stateAt, ratings: stores.ratings, settings: defaultLadder },
    report: report.followerFailed,
    onEachRated: word.gameRated,
  });
  const others = {
    statistics: createStatisticsProjection(stateAt, stores.statistics),
    referee: createRefereeProjection({ stateAt, checks: stores.dueChecks, now }),
    rematches: createRematches({ store: stores.events, submit, now, report }),
  };
  const running = new Map(
    Object.entries({ games, ratings, ...others }).map(([name, each]) => [name, log.project(each)]),
  );
  return {
    onGameChanged: word.onGameChanged,
    onRated: word.onRated,
    caughtUp: (name: 'games' | 'ratings' | 'rematches') => running.get(name)!.caughtUp(),
    lag: async () =>
      Object.fromEntries(await Promise.all([...running].map(async ([name, { lag }]) => [name, await lag()]))),
    [Symbol.asyncDispose]: async () => void (await Promise.all([...running.values()].map(({ stop }) => stop()))),
  };
};
