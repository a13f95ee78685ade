import type { GameSummary } from '../../../shared/protocol/games.ts';

/** How games against one opponent went, from a player's side. */
export interface CrossRow {
  readonly id: string;
  readonly name: string;
  readonly bot: boolean;
  readonly wins: number;
  readonly draws: number;
  readonly losses: number;
}

export type Outcome = 'won' | 'lost' | 'drawn' | 'none' | 'playing' | 'awaiting';

/** How a game went for one of its players. */
export const outcomeOf = (game: GameSummary, player: string): Outcome => {
  if (game.status !== 'finished') return game.status;
  const winner = game.result?.winner ?? null;
  if (winner === null) return game.result?.reason === 'aborted' || game.result?.reason === 'expired' ? 'none' : 'drawn';
  return game.players.some(({ id, side }) => id === player && side === winner) ? 'won' : 'lost';
};

export const gamesOf = ({ wins, draws, losses }: CrossRow): number => wins + draws + losses;

/** A win counts one, a draw a half. */
export const scoreOf = ({ wins, draws }: CrossRow): number => wins + draws / 2;

const fresh = ({ id, name, bot }: GameSummary['players'][number]): CrossRow => ({
  ...{ id, name, bot },
  ...{ wins: 0, draws: 0, losses: 0 },
});

const counted = (row: CrossRow, outcome: Outcome): CrossRow => ({
  ...row,
  wins: row.wins + Number(outcome === 'won'),
  draws: row.draws + Number(outcome === 'drawn'),
  losses: row.losses + Number(outcome === 'lost'),
});

/** Opponents beyond these are not shown. */
const mostOpponents = 12;

/** The opponents that a table shows: those met most often lately. */
export const opponentsIn = (games: readonly GameSummary[], player: string): readonly string[] =>
  crosstable(games, player)
    .slice(0, mostOpponents)
    .map(({ id }) => id);

/** The rows of those opponents: of all games with them where those were read (`met`, by opponent), else of the newest games. */
export const opponentRows = (
  games: readonly GameSummary[],
  met: Readonly<Record<string, readonly GameSummary[]>>,
  player: string,
): readonly CrossRow[] =>
  crosstable(games, player)
    .slice(0, mostOpponents)
    .map((row) => crosstable(met[row.id] ?? [], player).find(({ id }) => id === row.id) ?? row)
    .sort((a, b) => gamesOf(b) - gamesOf(a));

/** Games with a result by opponent, those met most often first; in teams everybody of the other side counts. */
export const crosstable = (games: readonly GameSummary[], player: string): readonly CrossRow[] => {
  const rows = new Map<string, CrossRow>();
  for (const game of games) {
    const outcome = outcomeOf(game, player);
    const side = game.players.find(({ id }) => id === player)?.side;
    if (!side || game.status !== 'finished' || outcome === 'none') continue;
    for (const other of game.players.filter((each) => each.side !== side)) {
      rows.set(other.id, counted(rows.get(other.id) ?? fresh(other), outcome));
    }
  }
  return [...rows.values()].sort((a, b) => gamesOf(b) - gamesOf(a) || a.name.localeCompare(b.name));
};
