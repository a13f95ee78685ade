import { cellIndex, dropRow, isFree } from '../../shared/game/board.ts';
import type { BotView } from './policy.ts';

const columns = (view: BotView): number[] => Array.from({ length: view.width }, (_, x) => x);

const landings = (view: BotView): number[] =>
  columns(view).flatMap((x) => {
    const y = dropRow(view.cells, view, x);
    return y === null ? [] : [cellIndex(view, { x, y })];
  });

const freeCells = (view: BotView): number[] =>
  Array.from({ length: view.height }, (_, y) => y).flatMap((y) =>
    columns(view)
      .filter((x) => isFree(view.cells, view, { x, y }))
      .map((x) => cellIndex(view, { x, y })),
  );

/** Every cell where the next mark may go, as indices row by row from the top. */
export const legalCells = (view: BotView): number[] => (view.gravity ? landings(view) : freeCells(view));
