import type { Side } from '../../../shared/game/seats.ts';
import type { Pairing } from './schedule.ts';
import { counted, gamesOf, noGames, shareOf, type Tally, wilsonInterval } from './tally.ts';

/** One finished game; no winner is a draw. */
export interface Played<Player> extends Pairing<Player> {
  readonly winner: Side | null;
}

const resultFor = <Player>({ x, winner }: Played<Player>, player: Player): 1 | 0 | -1 => {
  if (winner === null) return 0;
  return (x === player) === (winner === 'x') ? 1 : -1;
};

/** What a player made of games, against one other or against all. */
export const tallyOf = <Player>(played: readonly Played<Player>[], player: Player, against?: Player): Tally =>
  played
    .filter(({ x, o }) => (x === player || o === player) && (against === undefined || x === against || o === against))
    .reduce((tally, game) => counted(tally, resultFor(game, player)), noGames);

const percent = (share: number): string => (100 * share).toFixed(0);

/** Points and their share with its 95 % confidence interval, such as `17.5/20 88% (70-96)`. */
const told = (tally: Tally): string => {
  if (gamesOf(tally) === 0) return '-';
  const [least, most] = wilsonInterval(tally);
  const points = tally.wins + tally.draws / 2;
  return `${points}/${gamesOf(tally)} ${percent(shareOf(tally))}% (${percent(least)}-${percent(most)})`;
};

const aligned = (rows: readonly (readonly string[])[]): string => {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
};

/** A row a player: against each other one, against all, and the rating on the ladder. */
export const crosstable = <Player>(
  players: readonly Player[],
  played: readonly Played<Player>[],
  nameOf: (player: Player) => string,
  ratingOf: (player: Player) => number | null,
): string => {
  const row = (player: Player): string[] => [
    nameOf(player),
    ...players.map((other) => (other === player ? '-' : told(tallyOf(played, player, other)))),
    told(tallyOf(played, player)),
    ratingOf(player)?.toFixed(0) ?? '?',
  ];
  return aligned([['', ...players.map((player) => `against ${nameOf(player)}`), 'all', 'rating'], ...players.map(row)]);
};
