/** Results of games between two, from the side of the first. */
export interface Tally {
  readonly wins: number;
  readonly draws: number;
  readonly losses: number;
}

export const noGames: Tally = { wins: 0, draws: 0, losses: 0 };

/** One more game: 1 won, 0 drawn, -1 lost. */
export const counted = ({ wins, draws, losses }: Tally, result: 1 | 0 | -1): Tally => ({
  wins: wins + (result === 1 ? 1 : 0),
  draws: draws + (result === 0 ? 1 : 0),
  losses: losses + (result === -1 ? 1 : 0),
});

export const gamesOf = ({ wins, draws, losses }: Tally): number => wins + draws + losses;

/** Points out of games, a draw half a point; NaN without games. */
export const shareOf = (tally: Tally): number => (tally.wins + tally.draws / 2) / gamesOf(tally);

/** The same games from the other side. */
export const turned = ({ wins, draws, losses }: Tally): Tally => ({ wins: losses, draws, losses: wins });

/** Standard deviations that hold 95 % of a normal distribution. */
const z = 1.959964;

/**
 * The 95 % confidence interval of the share of points (E. B. Wilson, Probable Inference, 1927). Draws count as half a point, which
 * varies less than a coin, so with draws the interval is wider than it need be.
 */
export const wilsonInterval = (tally: Tally): readonly [number, number] => {
  const games = gamesOf(tally);
  const share = shareOf(tally);
  const middle = share + z ** 2 / (2 * games);
  const reach = z * Math.sqrt((share * (1 - share)) / games + z ** 2 / (4 * games ** 2));
  const whole = 1 + z ** 2 / games;
  return [(middle - reach) / whole, (middle + reach) / whole];
};
