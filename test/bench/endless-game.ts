import type { Person } from '../support/people.ts';
import type { Pair } from './load.ts';

/** One seat at a table, however its player is connected. */
export interface TablePlayer {
  /** Resolves when the move was acknowledged; rejects when it was refused. */
  move(x: number, y: number): Promise<unknown>;
  /** Resolves when this player has the opponent's move there. */
  seen(x: number, y: number): Promise<unknown>;
  leave(): Promise<unknown>;
}

/** No line of nineteen fits, so a game lasts until the board is full. */
const board = { width: 19, height: 18, inARow: 19 };

/** A private game on that board, created by the player of X; gives its id. */
export const newTable = async ({ api }: Person): Promise<string> => {
  const settings = { settings: board, side: 'x', visibility: 'private' };
  const { game } = await api.post<{ game: { id: string } }>('/v1/games', settings);
  return game.id;
};

type OpenTable = () => Promise<readonly [TablePlayer, TablePlayer]>;

/**
 * Two players who fill board after board; a full one is left for a new table. With `spares` so many more are open before the
 * first move, so that the cost of opening one is not counted among that of moves.
 */
export const endlessGame = async (openTable: OpenTable, spares = 0): Promise<Pair> => {
  const waiting: (readonly [TablePlayer, TablePlayer])[] = [];
  for (let spare = 0; spare < spares; spare += 1) waiting.push(await openTable());
  let players = await openTable();
  let ply = 0;
  return {
    move: async () => {
      if (ply === board.width * board.height) {
        await Promise.all(players.map((player) => player.leave()));
        players = waiting.shift() ?? (await openTable());
        ply = 0;
      }
      const [from, to] = [players[ply % 2]!, players[(ply + 1) % 2]!];
      const [column, row] = [ply % board.width, Math.floor(ply / board.width)];
      ply += 1;
      const sentAt = performance.now();
      const seen = to.seen(column, row).then(() => performance.now() - sentAt);
      await Promise.all([seen, from.move(column, row)]);
      return seen;
    },
  };
};

/** `count` such games of Octothorpe, opened a few at a time. */
export const endlessGames = async (
  count: number,
  newPerson: () => Promise<Person>,
  join: (person: Person, game: string) => Promise<TablePlayer>,
  spares = 0,
): Promise<Pair[]> => {
  const open = async (): Promise<Pair> => {
    const [x, o] = [await newPerson(), await newPerson()];
    return endlessGame(async () => {
      const game = await newTable(x);
      const first = await join(x, game);
      return [first, await join(o, game)];
    }, spares);
  };
  const pairs: Pair[] = [];
  for (let left = count; left > 0; left -= 20)
    pairs.push(...(await Promise.all(Array.from({ length: Math.min(20, left) }, open))));
  return pairs;
};
