import type { GameEvent } from '../../shared/game/events.ts';
import type { GameId, PlayerId } from '../../shared/kernel/ids.ts';
import type { LadderSettings } from '../../shared/rating/team-elo.ts';
import type { Projection } from '../eventing/projector.ts';
import { type FinishedGame, finishedGames } from '../games/finished-game.ts';
import type { StateAt } from '../games/state-at.ts';
import { ladderOf, rateGame } from './rate-game.ts';
import type { Ladder, RatedGame, RatingChange, RatingsWriter } from './ratings-store.ts';

interface Needs {
  readonly stateAt: StateAt;
  readonly ratings: RatingsWriter;
  readonly settings: LadderSettings;
  /** Called after a game's changes have been applied, possibly more than once; must not throw. */
  readonly onRated?: (game: GameId, changes: readonly RatingChange[]) => void;
}

interface Counting {
  readonly finished: FinishedGame;
  readonly ladder: Ladder;
}

interface Known {
  readonly rating: number;
  readonly position: number;
}

const counting = (games: readonly FinishedGame[]): readonly Counting[] =>
  games.flatMap((finished) => {
    const ladder = ladderOf(finished);
    return ladder === null ? [] : [{ finished, ladder }];
  });

const keyOf = (ladder: Ladder, player: PlayerId): string => `${ladder} ${player}`;

const readKnown = async (ratings: RatingsWriter, games: readonly Counting[]): Promise<Map<string, Known>> => {
  const known = new Map<string, Known>();
  for (const ladder of new Set(games.map((game) => game.ladder))) {
    const players = games
      .filter((game) => game.ladder === ladder)
      .flatMap(({ finished }) => finished.state.seats.map(({ player }) => player));
    const rows = await ratings.ratings(ladder, [...new Set(players)]);
    for (const [player, row] of rows) known.set(keyOf(ladder, player), row);
  }
  return known;
};

/**
 * The changes of each game, in log order, each from the ratings after the game before it. What was written by an earlier
 * run stands, and may already be in the ratings that were read: those that are newer are not turned back.
 */
const rateInOrder = (
  games: readonly Counting[],
  written: ReadonlyMap<string, RatedGame>,
  known: Map<string, Known>,
  settings: LadderSettings,
): readonly RatedGame[] =>
  games.map(({ finished, ladder }) => {
    const ratingOf = (player: PlayerId) => known.get(keyOf(ladder, player))?.rating;
    const rated = written.get(finished.id) ?? rateGame(finished, ladder, ratingOf, settings);
    for (const { player, after } of rated.changes) {
      const key = keyOf(ladder, player);
      const seen = known.get(key)?.position ?? 0;
      if (seen < rated.position) known.set(key, { rating: after, position: rated.position });
    }
    return rated;
  });

const applyTo = async ({ ratings, settings }: Needs, games: readonly Counting[]): Promise<readonly RatedGame[]> => {
  const written = await ratings.ratedGames(games.map(({ finished }) => finished.id));
  const rated = rateInOrder(games, written, await readKnown(ratings, games), settings);
  await ratings.insertOnce(rated.filter(({ game }) => !written.has(game)));
  await ratings.applyChanges(rated);
  return rated;
};

/**
 * Keeps every ladder, each game counted once and in log order. Two steps make it right without transactions: first a
 * game's changes are written, once; then they are applied to the players who have not seen them. A run that died
 * in between left the first, and the next one applies it.
 */
export const createRatingsProjection = (needs: Needs): Projection<GameEvent> => ({
  name: 'ratings',
  apply: async (commits) => {
    const games = counting(await finishedGames(needs.stateAt, commits));
    if (games.length === 0) return;
    for (const { game, changes } of await applyTo(needs, games)) needs.onRated?.(game, changes);
  },
  reset: () => needs.ratings.clear(),
});
