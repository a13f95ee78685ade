import { afterGame, isSameRating, startRating } from './elo.ts';
import type { BoardSettings, Outcome } from './history.ts';
import type { Replayed, ReplayedSeat, Side } from './replay.ts';
import type { Blame } from './verdict.ts';

/** The boards that have a ladder, by their published settings. */
const ladders: Readonly<Record<string, string>> = {
  '3x3 3 false false': 'xo',
  '6x6 4 false false': 'xo-6x4',
  '7x6 4 true false': 'connect-four',
  '15x15 5 false false': 'gomoku',
};

/** Less than a move a side, and the game could still be called off. */
const countsFrom = 2;

const ladderOf = ({ settings, end, standing }: Replayed): string | null => {
  if (!settings?.rated || !end || standing < countsFrom || ['aborted', 'expired'].includes(end.reason)) return null;
  const { width, height, inARow, gravity, exact }: BoardSettings = settings;
  return ladders[`${width}x${height} ${inARow} ${gravity} ${exact}`] ?? null;
};

type Rating = Outcome<'rating'>;
type Ladder = {
  readonly name: string;
  readonly games: ReadonlyMap<string, Replayed>;
  readonly players: ReadonlyMap<string, Rating>;
};

const ratedSeats = ({ seats }: Replayed): readonly ReplayedSeat[] => seats.filter(({ rated }) => rated);

/** Every counting game is in the history of each of its rated players exactly once, and nothing else is. */
const judgeHistories = ({ name, games, players }: Ladder, blame: Blame): boolean => {
  const wrong: string[] = [];
  for (const { player, history, games: counted } of players.values()) {
    const seen = history.map(({ game }) => game);
    if (new Set(seen).size !== seen.length) wrong.push(`${player} has a game counted twice`);
    if (counted !== seen.length) wrong.push(`${player} has ${counted} games and a history of ${seen.length}`);
    for (const game of seen)
      if (!games.get(game)?.seats.some((seat) => seat.rated && seat.player === player))
        wrong.push(`${player} has ${game} counted, which does not count`);
  }
  for (const replayed of games.values())
    for (const { player } of ratedSeats(replayed))
      if (!players.get(player)?.history.some(({ game }) => game === replayed.game))
        wrong.push(`${replayed.game} is missing in the history of ${player}`);
  for (const detail of wrong) blame('ratings', name, detail);
  return wrong.length === 0;
};

const scoreOf = (side: Side, winner: Side | null): number => (winner === null ? 0.5 : winner === side ? 1 : 0);

/** The players' ratings and the next entry of each history, while games are counted again one by one. */
const createCount = ({ name, players }: Ladder, blame: Blame) => {
  const now = new Map<string, { rating: number; next: number }>();
  const of = (player: string) => {
    const known = now.get(player) ?? { rating: startRating, next: 0 };
    now.set(player, known);
    return known;
  };
  const isNext = (player: string, game: string): boolean =>
    players.get(player)!.history[of(player).next]?.game === game;
  const change = (player: string, after: number): void => {
    const known = of(player);
    const entry = players.get(player)!.history[known.next]!;
    if (!isSameRating(entry.before, known.rating) || !isSameRating(entry.after, after))
      blame(
        'ratings',
        name,
        `${player} in ${entry.game}: ${entry.before} to ${entry.after}, should be ${known.rating} to ${after}`,
      );
    now.set(player, { rating: after, next: known.next + 1 });
  };
  const count = ({ seats, end }: Replayed): void => {
    const team = (side: Side) => seats.filter((seat) => seat.side === side);
    const ratingsOf = (side: Side) => ({
      ratings: team(side).map(({ rated, player }) => (rated ? of(player).rating : null)),
      score: scoreOf(side, end!.winner),
    });
    const after = afterGame(ratingsOf('x'), ratingsOf('o'));
    for (const side of ['x', 'o'] as const)
      for (const [at, { player }] of team(side).entries())
        if (after[side][at] !== null) change(player, after[side][at]!);
  };
  return { of, isNext, count };
};

/**
 * Counts all games of a ladder again, from the start, in an order that every player's history agrees with.
 * A game is due when it is next in the history of each of its players; if none is due, no order explains them.
 */
const recount = (ladder: Ladder, blame: Blame): ReadonlyMap<string, number> => {
  const { of, isNext, count } = createCount(ladder, blame);
  const due = [...ladder.games.keys()];
  let counted = 0;
  while (due.length > 0) {
    const game = ladder.games.get(due.pop()!)!;
    const seats = ratedSeats(game);
    if (seats.length === 0 || !seats.every(({ player }) => isNext(player, game.game))) continue;
    count(game);
    counted += 1;
    for (const { player } of seats) {
      const next = ladder.players.get(player)!.history[of(player).next]?.game;
      if (next !== undefined) due.push(next);
    }
  }
  const rated = [...ladder.games.values()].filter((game) => ratedSeats(game).length > 0).length;
  if (counted < rated) blame('ratings', ladder.name, `no one order of games explains ${rated - counted} of ${rated}`);
  return new Map([...ladder.players.keys()].map((player) => [player, of(player).rating]));
};

const judgeBoard = (
  { ladder, items }: Outcome<'leaderboard'>,
  right: ReadonlyMap<string, number>,
  blame: Blame,
): void => {
  for (const { player, rating } of items)
    if (!isSameRating(right.get(player) ?? Number.NaN, rating))
      blame('ratings', ladder, `the leaderboard gives ${player} ${rating}, should be ${right.get(player) ?? 'absent'}`);
  const listed = new Set(items.map(({ player }) => player));
  for (const player of right.keys())
    if (!listed.has(player)) blame('ratings', ladder, `the leaderboard does not have ${player}`);
  const inOrder = items.every(({ rating }, at) => at === 0 || items[at - 1]!.rating >= rating);
  if (!inOrder) blame('ratings', ladder, 'the leaderboard is not in order');
  // Equal ratings share the better place.
  const isNumbered = items.every(({ rank, rating }) => rank === 1 + items.findIndex((item) => item.rating === rating));
  if (!isNumbered || listed.size < items.length) blame('ratings', ladder, 'the leaderboard is numbered wrongly');
};

const ladderFrom = (name: string, log: ReadonlyMap<string, Replayed>, ratings: readonly Rating[]): Ladder => ({
  name,
  games: new Map([...log].filter(([, replayed]) => ladderOf(replayed) === name)),
  players: new Map(ratings.filter(({ ladder }) => ladder === name).map((rating) => [rating.player, rating])),
});

/** Ratings, histories and leaderboards against a recomputation from the log. */
export const judgeRatings = (
  log: ReadonlyMap<string, Replayed>,
  ratings: readonly Rating[],
  boards: readonly Outcome<'leaderboard'>[],
  blame: Blame,
): void => {
  for (const name of Object.values(ladders)) {
    const ladder = ladderFrom(name, log, ratings);
    if (!judgeHistories(ladder, blame)) continue;
    const right = recount(ladder, blame);
    for (const { player, rating } of ladder.players.values())
      if (!isSameRating(rating, right.get(player)!))
        blame('ratings', name, `${player} has ${rating}, should have ${right.get(player)}`);
    const own = boards.filter((each) => each.ladder === name);
    if (own.length === 0 && right.size > 0) blame('ratings', name, 'there is no leaderboard');
    for (const board of own) judgeBoard(board, right, blame);
  }
};
