import { chanceFrom } from '../../client-demo/bots/chance.ts';
import type { BotView, Policy } from '../../client-demo/bots/policy.ts';
import { counted, noGames, type Tally } from '../../client-demo/bots/tournament/tally.ts';
import { cellIndex, markOf } from '../../shared/game/board.ts';
import { otherSide, type Side } from '../../shared/game/seats.ts';
import type { BoardSettings } from '../../shared/game/settings.ts';
import { winningLine } from '../../shared/game/winning-line.ts';

/** One game without a server, by the rules of the game; the same seed gives the same game. Null is a draw. */
const playGame = (board: BoardSettings, policies: Readonly<Record<Side, Policy>>, seed: number): Side | null => {
  const chance = chanceFrom(seed);
  const cells = new Uint8Array(board.width * board.height);
  let side: Side = 'x';
  for (let ply = 0; ply < cells.length; ply += 1) {
    const view: BotView = { ...board, cells, side };
    const at = policies[side](view, chance);
    if (winningLine(cells, view, at, side).length > 0) return side;
    cells[cellIndex(view, at)] = markOf(side);
    side = otherSide(side);
  }
  return null;
};

export interface Match {
  readonly board: BoardSettings;
  readonly first: Policy;
  readonly second: Policy;
  readonly games: number;
  readonly seed: number;
  readonly onGame?: (tally: Tally) => void;
}

/** Games with the first move alternating, from the side of `first`. */
export const playMatch = ({ board, first, second, games, seed, onGame }: Match): Tally => {
  let tally = noGames;
  for (let game = 0; game < games; game += 1) {
    const side: Side = game % 2 === 0 ? 'x' : 'o';
    const policies = side === 'x' ? { x: first, o: second } : { x: second, o: first };
    const winner = playGame(board, policies, seed + game);
    tally = counted(tally, winner === null ? 0 : winner === side ? 1 : -1);
    onGame?.(tally);
  }
  return tally;
};
