import { cellOfIndex } from '../../../shared/game/board.ts';
import type { BoardSettings } from '../../../shared/game/settings.ts';

const between = (count: number): readonly number[] => Array.from({ length: count - 1 }, (_, at) => at + 1);

/** The inner lines only, with open ends: three by three is the hash itself. */
export const BoardLines = ({ board: { width, height } }: { readonly board: BoardSettings }) => (
  <svg class="board-lines" viewBox={`0 0 ${width} ${height}`} preserveAspectRatio="none" aria-hidden="true">
    {between(width).map((x) => (
      <path key={`x${x}`} d={`M${x} .06V${height - 0.06}`} />
    ))}
    {between(height).map((y) => (
      <path key={`y${y}`} d={`M.06 ${y}H${width - 0.06}`} />
    ))}
  </svg>
);

/** A stroke through the winning marks, from the first to the last and a little beyond. */
export const WinningLine = ({ board, line }: { readonly board: BoardSettings; readonly line: readonly number[] }) => {
  const cells = line.map((index) => cellOfIndex(board, index)).sort((a, b) => a.x - b.x || a.y - b.y);
  const from = cells.at(0);
  const to = cells.at(-1);
  if (!from || !to) return null;
  const length = Math.hypot(to.x - from.x, to.y - from.y) || 1;
  const dx = ((to.x - from.x) / length) * 0.38;
  const dy = ((to.y - from.y) / length) * 0.38;
  return (
    <svg
      class="winning-line"
      viewBox={`0 0 ${board.width} ${board.height}`}
      preserveAspectRatio="none"
      aria-hidden="true"
    >
      <path pathLength="1" d={`M${from.x + 0.5 - dx} ${from.y + 0.5 - dy}L${to.x + 0.5 + dx} ${to.y + 0.5 + dy}`} />
    </svg>
  );
};

/** Letters below and numbers from the bottom at the left; screen readers have them in each cell's name. */
export const Coordinates = ({ board }: { readonly board: BoardSettings }) => (
  <>
    <div class="rows-labels" aria-hidden="true">
      {Array.from({ length: board.height }, (_, at) => (
        <span key={at}>{board.height - at}</span>
      ))}
    </div>
    <div class="columns-labels" aria-hidden="true">
      {Array.from({ length: board.width }, (_, at) => (
        <span key={at}>{String.fromCharCode(97 + at)}</span>
      ))}
    </div>
  </>
);
