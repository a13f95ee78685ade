/**
 * Elo for teams, written from its definition and not from the server's code.
 *
 * A player's chance counts as lambda parts team mean and the rest own rating, against the other team's mean:
 * E = Q / (Q + Q'), Q = 10^(weighted / S). The step is S * alpha / rating, kept between half and twice alpha;
 * nobody falls below the floor. Somebody unrated counts as S in the mean and is not changed.
 */
const [start, lambda, alpha, floor] = [800, 0.8, 32, 100] as const;
export const startRating = start;

export interface EloTeam {
  /** Null: not rated. */
  readonly ratings: readonly (number | null)[];
  readonly score: number;
}

const meanOf = ({ ratings }: EloTeam): number => {
  let sum = 0;
  for (const rating of ratings) sum += rating === null ? start : rating;
  return sum / ratings.length;
};

const changed = (rating: number, own: number, opposing: number, score: number): number => {
  const weighted = own * lambda + rating * (1 - lambda);
  const [q, qOpposing] = [10 ** (weighted / start), 10 ** (opposing / start)];
  const k = Math.max(alpha / 2, Math.min(alpha * 2, (start * alpha) / rating));
  return Math.max(floor, rating + k * (score - q / (q + qOpposing)));
};

/** The ratings after a game between two teams, all from the ratings before it. */
export const afterGame = (x: EloTeam, o: EloTeam): { readonly x: (number | null)[]; readonly o: (number | null)[] } => {
  const [ofX, ofO] = [meanOf(x), meanOf(o)];
  const rated = (team: EloTeam, own: number, opposing: number) =>
    team.ratings.map((rating) => (rating === null ? null : changed(rating, own, opposing, team.score)));
  return { x: rated(x, ofX, ofO), o: rated(o, ofO, ofX) };
};

/** Equal but for how a different order of the same arithmetic rounds. */
export const isSameRating = (a: number, b: number): boolean => Math.abs(a - b) <= 1e-7;
