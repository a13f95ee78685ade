import type { PlayerOutcome, Statistics, StatisticsStore } from '../../games/statistics.ts';
import { type Following, foldEach } from './fold-each.ts';
import type { Index, MongoDatabase } from './open-database.ts';

type StatisticsDoc = Following & Statistics & Pick<PlayerOutcome, 'player'>;

export const statisticsIndexes: readonly Index[] = [
  { collection: 'statistics', keys: { player: 1, variant: 1, opponents: 1 } },
];

const stepOf = (outcome: PlayerOutcome) => ({
  ...outcome,
  id: `${outcome.player}|${outcome.variant}|${outcome.opponents}`,
});

const none = { wins: 0, draws: 0, losses: 0, aborted: 0 };
const counters = { win: 'wins', draw: 'draws', loss: 'losses', aborted: 'aborted' } as const;

const counted = (before: StatisticsDoc | undefined, step: ReturnType<typeof stepOf>): StatisticsDoc => {
  const { id, player, variant, opponents, position, outcome } = step;
  const counts = before ?? { _id: id, player, variant, opponents, ...none };
  const counter = counters[outcome];
  return { ...counts, [counter]: counts[counter] + 1, position };
};

const statisticsOf = ({ _id, player, position, ...statistics }: StatisticsDoc): Statistics => statistics;

export const createMongoStatistics = (db: Pick<MongoDatabase, 'documents'>): StatisticsStore => {
  const statistics = db.documents<StatisticsDoc>('statistics');
  return {
    add: (outcomes) => foldEach(statistics, outcomes.map(stepOf), counted),
    of: async (player) => (await statistics.find({ player }, { sort: { variant: 1, opponents: 1 } })).map(statisticsOf),
    clear: async () => {
      await statistics.deleteMany({});
    },
  };
};
