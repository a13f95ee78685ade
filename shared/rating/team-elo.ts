/** The constants of one ladder. `S` of the formula is `start`: the rating of whoever has none, and the scale. */
export interface LadderSettings {
  readonly start: number;
  /** Weight of the team against the individual, 0 to 1. */
  readonly lambda: number;
  /** Step size. */
  readonly alpha: number;
  /** No rating falls below this; null for no floor. */
  readonly floor: number | null;
  /** Keeps a player's step between half and twice `alpha`, so that it neither explodes nor changes sign at low ratings. */
  readonly clampK: boolean;
}

/** The constants every ladder has unless it says otherwise. */
export const defaultLadder: LadderSettings = { start: 800, lambda: 0.8, alpha: 32, floor: 100, clampK: true };

/** What a team made of the game: 1 a win, 0.5 a draw, 0 a loss. */
export type Score = 0 | 0.5 | 1;

export interface Team {
  readonly score: Score;
  /** Ratings before the game; null for a player who is not rated, who counts as `start` and gets no new rating. */
  readonly ratings: readonly (number | null)[];
}

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

/** Q / (Q + Q_opp) with Q = 10^(Rw / S), written so that no power can overflow. */
const expected = (own: number, opposing: number, scale: number): number => 1 / (1 + 10 ** ((opposing - own) / scale));

const step = (rating: number, { start, alpha, clampK }: LadderSettings): number => {
  const k = (start * alpha) / rating;
  return clampK ? Math.min(2 * alpha, Math.max(alpha / 2, k)) : k;
};

const rate = (rating: number, team: number, opposing: number, score: Score, ladder: LadderSettings): number => {
  const weighted = ladder.lambda * team + (1 - ladder.lambda) * rating;
  const after = rating + step(rating, ladder) * (score - expected(weighted, opposing, ladder.start));
  return ladder.floor === null ? after : Math.max(ladder.floor, after);
};

/**
 * Team Elo: new ratings in the shape of `teams`, all computed from the ratings before; null where a player is not rated.
 *
 * A player is rated by the weighted mean of team and self against the mean of the opposing team, or with several
 * opposing teams the mean of their means. Needs two teams or more, none empty. Source: "Team Elo", a generalisation of
 * Elo to teams with K = S alpha / R and the divisor S in place of 400.
 */
export const rateTeams = (
  teams: readonly Team[],
  ladder: LadderSettings = defaultLadder,
): readonly (readonly (number | null)[])[] => {
  const means = teams.map(({ ratings }) => mean(ratings.map((rating) => rating ?? ladder.start)));
  return teams.map(({ ratings, score }, index) => {
    const team = means[index]!;
    const opposing = mean(means.filter((_, other) => other !== index));
    return ratings.map((rating) => (rating === null ? null : rate(rating, team, opposing, score, ladder)));
  });
};
