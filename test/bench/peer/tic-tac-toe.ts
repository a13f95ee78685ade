/** The board of the other loads: no line of nineteen fits, so that a match lasts until it is full. */
const width = 19;
const height = 18;
const cellCount = width * height;

interface Board {
  readonly cells: (string | null)[];
}
interface Turn {
  readonly G: Board;
  readonly playerID: string;
}

const isWon = ({ cells }: Board): boolean => {
  for (let row = 0; row < height; row += 1) {
    const line = cells.slice(row * width, (row + 1) * width);
    if (line[0] !== null && line.every((cell) => cell === line[0])) return true;
  }
  return false;
};

/** Tic-tac-toe as boardgame.io's tutorial writes it, on the larger board. Its end is judged by looking at rows only, the cheapest way. */
export const ticTacToe = {
  name: 'tic-tac-toe',
  setup: (): Board => ({ cells: Array<string | null>(cellCount).fill(null) }),
  turn: { minMoves: 1, maxMoves: 1 },
  moves: {
    clickCell: ({ G, playerID }: Turn, cell: number): 'INVALID_MOVE' | undefined => {
      if (G.cells[cell] !== null) return 'INVALID_MOVE';
      G.cells[cell] = playerID;
      return undefined;
    },
  },
  endIf: ({ G, ctx }: { G: Board; ctx: { currentPlayer: string } }) =>
    isWon(G) ? { winner: ctx.currentPlayer } : undefined,
};
