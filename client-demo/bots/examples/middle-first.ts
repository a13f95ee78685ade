import { cellOfIndex } from '../../../shared/game/board.ts';
import { legalCells } from '../legal-moves.ts';
import type { Policy } from '../policy.ts';

/** As near to the middle as it can get. */
export const policy: Policy = (view) => {
  const middle = { x: (view.width - 1) / 2, y: (view.height - 1) / 2 };
  const cells = legalCells(view).map((cell) => cellOfIndex(view, cell));
  const far = cells.map(({ x, y }) => Math.hypot(x - middle.x, y - middle.y));
  return cells[far.indexOf(Math.min(...far))]!;
};
