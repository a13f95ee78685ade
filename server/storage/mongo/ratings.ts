import { variantNames } from '../../../shared/game/variants.ts';
import type { GameId, PlayerId } from '../../../shared/kernel/ids.ts';
import type { Ladder, PlayerRating, RatedGame, RatingChange, RatingsStore } from '../../ratings/ratings-store.ts';
import type { Documents, Stored, Where } from './documents.ts';
import { bucketOf, createLadders, type RatingDoc, type Row, type Turn } from './ladders.ts';
import type { Index, MongoDatabase } from './open-database.ts';

/** `_id` is the game's id, `changes` are JSON. A player's history is their games. */
interface RatedGameDoc extends Stored, Omit<RatedGame, 'game' | 'changes'> {
  readonly _id: GameId;
  readonly players: readonly PlayerId[];
  readonly changes: string;
}

export const ratingIndexes: readonly Index[] = [
  { collection: 'ratings', keys: { ladder: 1, hidden: 1, rating: -1, player: 1 } },
  { collection: 'ratings', keys: { player: 1, ladder: 1 } },
  { collection: 'rated_games', keys: { players: 1, ladder: 1, position: -1 } },
];

const docOf = ({ game, ladder, position, at, changes }: RatedGame): RatedGameDoc => ({
  ...{ _id: game, ladder, position, at },
  players: changes.map(({ player }) => player),
  changes: JSON.stringify(changes),
});

const gameOf = ({ _id, ladder, position, at, changes }: RatedGameDoc): RatedGame => ({
  ...{ game: _id, ladder, position, at },
  changes: JSON.parse(changes) as RatingChange[],
});

const ratingOf = ({ player, ladder, rating, games, wins, draws, losses, updatedAt, position }: Row): PlayerRating => ({
  ...{ player, ladder, rating, games, wins, draws, losses, updatedAt, position },
});

const counters = { win: 'wins', draw: 'draws', loss: 'losses' } as const;
const none = { games: 0, wins: 0, draws: 0, losses: 0 };

const changed = (
  before: Row | undefined,
  game: RatedGame,
  { player, after, outcome }: RatingChange,
): Omit<Row, 'hidden'> => {
  const counts = before ?? none;
  return {
    ...{ player, ladder: game.ladder, rating: after, updatedAt: game.at, position: game.position },
    ...{ wins: counts.wins, draws: counts.draws, losses: counts.losses },
    [counters[outcome]]: counts[counters[outcome]] + 1,
    games: counts.games + 1,
  };
};

/** Games of one ladder, in order; a player who has seen a game's position is left as they are. */
const applied =
  (games: readonly RatedGame[]): Turn =>
  (rows, hidden) => {
    const after = new Map(rows);
    for (const game of games)
      for (const change of game.changes) {
        const before = after.get(change.player);
        if ((before?.position ?? 0) >= game.position) continue;
        after.set(change.player, { ...changed(before, game, change), hidden: hidden.has(change.player) });
      }
    return [...after.values()].filter((row) => rows.get(row.player) !== row);
  };

/** So many games are applied by one write to their ladder. */
const turnSize = 50;

const turnsOf = (games: readonly RatedGame[]): RatedGame[][] =>
  Object.values(Object.groupBy(games, ({ ladder }) => ladder)).flatMap((ofLadder = []) =>
    Array.from({ length: Math.ceil(ofLadder.length / turnSize) }, (_, at) =>
      ofLadder.slice(at * turnSize, (at + 1) * turnSize),
    ),
  );

type BoardReads = Pick<RatingsStore, 'ofPlayer' | 'below' | 'above'>;

/** Each query is the board's index in its order, one way or the other, so that a page costs its length wherever it lies. */
const boardReads = (rows: Documents<RatingDoc>): BoardReads => {
  const read = async (
    where: Where<RatingDoc>,
    sort: { ladder?: 1; rating?: 1 | -1; player?: 1 | -1 },
    limit?: number,
  ): Promise<readonly PlayerRating[]> =>
    (await rows.find({ ...where, hidden: false }, { sort, ...(limit !== undefined && { limit }) })).map(ratingOf);
  /** Two reads, ties first. */
  const page = async (ties: Promise<readonly PlayerRating[]>, rest: (limit: number) => typeof ties, limit: number) => {
    const tied = await ties;
    return tied.length === limit ? tied : [...tied, ...(await rest(limit - tied.length))];
  };
  return {
    ofPlayer: (player) => read({ player }, { ladder: 1 }),
    below: (ladder, from, limit) => {
      if (from === null) return read({ ladder }, { rating: -1, player: 1 }, limit);
      const ties = read({ ladder, rating: from.rating, player: { $gt: from.player } }, { player: 1 }, limit);
      const lower = { ladder, rating: { $lt: from.rating } };
      return page(ties, (left) => read(lower, { rating: -1, player: 1 }, left), limit);
    },
    above: (ladder, from, limit) => {
      const ties = read({ ladder, rating: from.rating, player: { $lt: from.player } }, { player: -1 }, limit);
      const higher = { ladder, rating: { $gt: from.rating } };
      return page(ties, (left) => read(higher, { rating: 1, player: -1 }, left), limit);
    },
  };
};

type Ladders = ReturnType<typeof createLadders>;

const rankReads = (
  ladders: Ladders,
  rows: Documents<RatingDoc>,
): Pick<RatingsStore, 'countAbove' | 'countPlayers'> => ({
  countAbove: async (ladder, rating) => {
    const bucket = bucketOf(rating);
    const counts = Object.entries(await ladders.counts(ladder)).filter(([each]) => Number(each) > bucket);
    const within = { ladder, hidden: false, rating: { $gt: rating, $lt: bucket + 1 } };
    return counts.reduce((sum, [, players]) => sum + players, 0) + (await rows.count(within));
  },
  countPlayers: async () =>
    new Map<Ladder, number>((await ladders.players()).map(({ _id, players }) => [_id, players])),
});

export const createMongoRatings = (db: Pick<MongoDatabase, 'documents'>): RatingsStore => {
  const ladders = createLadders(db);
  const rows = db.documents<RatingDoc>('ratings');
  const rated = db.documents<RatedGameDoc>('rated_games');
  const hidden = db.documents<Stored>('rating_hidden');
  return {
    ...boardReads(rows),
    ...rankReads(ladders, rows),
    ratedGames: async (games) => {
      const found = (await rated.find({ _id: { $in: [...games] } })).map(gameOf);
      return new Map(found.map((each) => [each.game, each]));
    },
    ratings: async (ladder, players) => {
      const found = await ladders.rows(ladder, players);
      return new Map([...found].map(([player, row]) => [player, ratingOf(row)]));
    },
    insertOnce: async (games) => {
      if (games.length > 0) await rated.insertEach(games.map(docOf));
    },
    applyChanges: async (games) => {
      for (const turn of turnsOf(games)) {
        const players = new Set(turn.flatMap(({ changes }) => changes.map(({ player }) => player)));
        await ladders.takeTurn(turn[0]!.ladder, [...players], applied(turn));
      }
    },
    history: async (player, ladder, before, limit) => {
      if (await hidden.findOne({ _id: player })) return [];
      const where = { players: player, ladder, ...(before !== null && { position: { $lt: before } }) };
      const games = (await rated.find(where, { sort: { position: -1 }, limit })).map(gameOf);
      return games.flatMap(({ game, position, at, changes }) =>
        changes
          .filter((each) => each.player === player)
          .map(({ before: from, after }) => ({ position, game, at, before: from, after })),
      );
    },
    hide: async (player) => {
      await hidden.insert({ _id: player });
      const hide: Turn = (found) =>
        [...found.values()].filter((row) => !row.hidden).map((row) => ({ ...row, hidden: true }));
      for (const ladder of variantNames) await ladders.takeTurn(ladder, [player], hide);
    },
    clear: () => ladders.clear(async () => void (await rated.deleteMany({}))),
  };
};
