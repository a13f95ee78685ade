/** A board as the checker sees it: plain rows of marks, searched the slow and obvious way. */
export type Mark = '0' | '1' | '2';
export type Grid = Mark[][];

export interface Rules {
  readonly width: number;
  readonly height: number;
  readonly inARow: number;
  readonly gravity: boolean;
  readonly exact: boolean;
}

export const emptyGrid = ({ width, height }: Rules): Grid =>
  Array.from({ length: height }, () => Array<Mark>(width).fill('0'));

export const asText = (grid: Grid): string => grid.map((row) => row.join('')).join('');

const directions = [
  [1, 0],
  [0, 1],
  [1, 1],
  [1, -1],
] as const;

/** How many equal marks lie in a row from here on, in one direction. */
const runFrom = (grid: Grid, x: number, y: number, dx: number, dy: number): number => {
  let length = 0;
  while (grid[y + dy * length]?.[x + dx * length] === grid[y]![x]) length += 1;
  return length;
};

/** Every mark that has a winning row anywhere on the board. */
export const winners = (grid: Grid, { inARow, exact }: Rules): Set<Mark> => {
  const found = new Set<Mark>();
  for (const [y, row] of grid.entries())
    for (const [x, mark] of row.entries()) {
      if (mark === '0') continue;
      for (const [dx, dy] of directions) {
        // A run is measured from its first mark only, so that an overlong one does not pass for a shorter one.
        if (grid[y - dy]?.[x - dx] === mark) continue;
        const length = runFrom(grid, x, y, dx, dy);
        if (exact ? length === inARow : length >= inARow) found.add(mark);
      }
    }
  return found;
};

export const isFull = (grid: Grid): boolean => grid.every((row) => row.every((mark) => mark !== '0'));

/** Where a mark dropped into a column comes to rest; -1 in a full one. */
export const restingRow = (grid: Grid, x: number): number => grid.findLastIndex((row) => row[x] === '0');
