import { type VariantName, variantNames } from '../../shared/game/variants.ts';
import { type GameId, type PlayerId, playerId } from '../../shared/kernel/ids.ts';
import type { Page } from '../../shared/protocol/common.ts';
import type {
  RatingChange as ChangeEntry,
  LadderEntry,
  LadderRating,
  LeaderboardEntry,
} from '../../shared/protocol/ratings.ts';
import { pageOf } from '../http/paging.ts';
import { Problem } from '../http/problem.ts';
import { rankRows } from './ranks.ts';
import type { HistoryEntry, Ladder, PlayerRating, RatingChange, RatingsStore, Standing } from './ratings-store.ts';

export interface RatingsNeeds {
  readonly store: RatingsStore;
  profiles(ids: readonly PlayerId[]): Promise<ReadonlyMap<PlayerId, { readonly name: string; readonly bot: boolean }>>;
}

/** All that can be asked of ratings. */
export interface Ratings {
  ladders(): Promise<readonly LadderEntry[]>;
  leaderboard(ladder: Ladder, from: Standing | null, limit: number): Promise<Page<LeaderboardEntry>>;
  /** The player's place with `limit` others at most, as many above as below; throws rating/not-rated. */
  around(ladder: Ladder, player: PlayerId, limit: number): Promise<readonly LeaderboardEntry[]>;
  ofPlayer(player: PlayerId): Promise<readonly LadderRating[]>;
  history(player: PlayerId, ladder: Ladder, before: number | null, limit: number): Promise<Page<ChangeEntry>>;
  /** Ratings of those who have one, for lists and rooms. */
  ratingsOf(ladder: VariantName, players: readonly PlayerId[]): Promise<ReadonlyMap<PlayerId, number>>;
  /** What rated games did to their players, for those that have been applied. */
  changesOf(games: readonly GameId[]): Promise<ReadonlyMap<GameId, readonly RatingChange[]>>;
  /** For a player who was deleted. */
  hide(player: PlayerId): Promise<void>;
}

/** The ladder of a name, or a Problem rating/no-such-ladder. */
export const ladderNamed = (name: string): Ladder => {
  const ladder = variantNames.find((each) => each === name);
  if (ladder === undefined) throw new Problem(404, 'rating/no-such-ladder', 'There is no such ladder.');
  return ladder;
};

/** A place in a leaderboard as a cursor: the rating, which JavaScript writes so that it reads back the same, and the id. */
export const cursorPattern = /^\d{1,6}(\.\d{1,20})?_[A-Za-z0-9_-]{1,64}$/;
const cursorOf = ({ rating, player }: Standing): string => `${rating}_${player}`;
export const standingOf = (cursor: string): Standing => {
  const end = cursor.indexOf('_');
  return { rating: Number(cursor.slice(0, end)), player: playerId(cursor.slice(end + 1)) };
};

const ladderRating = ({ ladder, rating, games, wins, draws, losses, updatedAt }: PlayerRating): LadderRating => ({
  ...{ ladder, rating, games, wins, draws, losses },
  updatedAt: new Date(updatedAt).toISOString(),
});

const changeEntry = ({ game, at, before, after }: HistoryEntry): ChangeEntry => ({
  game,
  at: new Date(at).toISOString(),
  before,
  after,
});

const entriesWith =
  ({ store, profiles }: RatingsNeeds) =>
  async (ladder: Ladder, rows: readonly PlayerRating[]): Promise<readonly LeaderboardEntry[]> => {
    const names = await profiles(rows.map(({ player }) => player));
    const ranked = await rankRows(store, ladder, rows);
    return ranked.map(({ rank, row: { player, rating, games } }) => {
      const { name = 'Deleted player', bot = false } = names.get(player) ?? {};
      return { rank, player: { id: player, name, bot }, rating, games };
    });
  };

const createBoards = (needs: RatingsNeeds): Pick<Ratings, 'leaderboard' | 'around'> => {
  const { store } = needs;
  const entries = entriesWith(needs);
  return {
    leaderboard: async (ladder, from, limit) => {
      const { items, next } = pageOf(await store.below(ladder, from, limit + 1), limit, cursorOf);
      return { items: await entries(ladder, items), next };
    },
    around: async (ladder, player, limit) => {
      const own = (await store.ofPlayer(player)).find((each) => each.ladder === ladder);
      if (!own) throw new Problem(404, 'rating/not-rated', 'This player has no rating on this ladder.');
      const half = Math.floor(limit / 2);
      const above = half === 0 ? [] : await store.above(ladder, own, half);
      const below = half === 0 ? [] : await store.below(ladder, own, half);
      return entries(ladder, [...above.toReversed(), own, ...below]);
    },
  };
};

export const createRatings = (needs: RatingsNeeds): Ratings => {
  const { store } = needs;
  return {
    ...createBoards(needs),
    ladders: async () => {
      const players = await store.countPlayers();
      return variantNames.map((name) => ({ name, players: players.get(name) ?? 0 }));
    },
    ofPlayer: async (player) => (await store.ofPlayer(player)).map(ladderRating),
    history: async (player, ladder, before, limit) => {
      const read = await store.history(player, ladder, before, limit + 1);
      const { items, next } = pageOf(read, limit, ({ position }) => String(position));
      return { items: items.map(changeEntry), next };
    },
    ratingsOf: async (ladder, players) => {
      const rows = await store.ratings(ladder, players);
      return new Map([...rows].map(([player, { rating }]) => [player, rating]));
    },
    changesOf: async (games) => {
      const rated = games.length === 0 ? [] : [...(await store.ratedGames(games))];
      return new Map(rated.map(([game, { changes }]) => [game, changes]));
    },
    hide: (player) => store.hide(player),
  };
};
