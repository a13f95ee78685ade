import { abortableMoves } from '../../shared/game/limits.ts';
import type { Seat, Side } from '../../shared/game/seats.ts';
import { variantOf } from '../../shared/game/variants.ts';
import type { PlayerId } from '../../shared/kernel/ids.ts';
import { type LadderSettings, rateTeams, type Score } from '../../shared/rating/team-elo.ts';
import type { FinishedGame } from '../games/finished-game.ts';
import type { Ladder, RatedGame, RatingChange } from './ratings-store.ts';

/**
 * The ladder that a finished game counts for, or null: unrated, a board of its own, without a result, or over before each
 * side had moved, when it could still be called off: else points could be had from whoever is away.
 */
export const ladderOf = ({ state: { settings, result, moves } }: FinishedGame): Ladder | null => {
  const hasResult = result.reason !== 'aborted' && result.reason !== 'expired';
  return settings.rated && hasResult && moves.length >= abortableMoves ? variantOf(settings) : null;
};

const outcomes = { 1: 'win', 0.5: 'draw', 0: 'loss' } as const;

const scoreOf = (side: Side, winner: Side | null): Score => {
  if (winner === null) return 0.5;
  return winner === side ? 1 : 0;
};

const changesOf = (
  seats: readonly Seat[],
  before: readonly (number | null)[],
  after: readonly (number | null)[],
  score: Score,
): readonly RatingChange[] =>
  seats.flatMap(({ player }, index) => {
    const [from, to] = [before[index] ?? null, after[index] ?? null];
    return from === null || to === null ? [] : [{ player, before: from, after: to, outcome: outcomes[score] }];
  });

/** What a finished game does to its ladder, given a rating for each player who has one; those who have none begin at the start. */
export const rateGame = (
  { id, position, state }: FinishedGame,
  ladder: Ladder,
  ratingOf: (player: PlayerId) => number | undefined,
  settings: LadderSettings,
): RatedGame => {
  const teams = (['x', 'o'] as const).map((side) => {
    const seats = state.seats.filter((seat) => seat.side === side);
    const ratings = seats.map(({ player, rated }) => (rated ? (ratingOf(player) ?? settings.start) : null));
    return { seats, ratings, score: scoreOf(side, state.result.winner) };
  });
  const after = rateTeams(teams, settings);
  const changes = teams.flatMap(({ seats, ratings, score }, index) => changesOf(seats, ratings, after[index]!, score));
  return { game: id, ladder, position, at: state.endedAt, changes };
};
