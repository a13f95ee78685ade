import type { Side } from '../../shared/game/seats.ts';
import type { BotView } from './policy.ts';
import { createLines } from './search/lines.ts';
import { positionOf } from './search/position.ts';

/** Whether a side has a line left that the other has no mark on. */
export const createCanStillWin = (): ((view: Omit<BotView, 'side'>, side: Side) => boolean) => {
  const linesOf = createLines();
  return (view, side) => {
    const position = positionOf(view, linesOf(view), view.cells);
    const foe = side === 'x' ? position.o : position.x;
    return foe.counts.includes(0);
  };
};
