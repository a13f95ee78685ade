import { useRef, useState } from 'preact/hooks';
import { cellIndex } from '../../../shared/game/board.ts';
import type { Cell } from '../../../shared/game/events.ts';
import { cellName } from '../../../shared/game/notation.ts';
import type { Side } from '../../../shared/game/seats.ts';
import { type BoardPicture, stepped } from '../state/board.ts';
import { BoardCell } from './board-cell.tsx';
import { BoardLines, Coordinates, WinningLine } from './board-lines.tsx';
import { useKeptCells, useLatest } from './kept-cells.ts';
import { useText } from './text.ts';

export interface BoardViewProps extends BoardPicture {
  /** Whose mark a press would put, or null when the board is only looked at. */
  readonly mover: Side | null;
  /** Where a press on a cell would land, or null where it cannot. */
  readonly landing: (cell: Cell) => Cell | null;
  readonly aim: Cell | null;
  /** A move chosen for the next turn. */
  readonly premove?: Cell | null;
  readonly onPress: (cell: Cell, sure: boolean) => void;
}

const sideOf = (mark: number | undefined): Side | null => (mark === 1 ? 'x' : mark === 2 ? 'o' : null);

const rows = (height: number): readonly number[] => Array.from({ length: height }, (_, y) => y);

/** The one cell of the grid that Tab reaches, and how arrow keys move it (ARIA grid pattern, roving tabindex). */
const useRover = ({ board }: BoardPicture) => {
  const grid = useRef<HTMLDivElement>(null);
  const [at, setAt] = useState<Cell>({ x: Math.floor(board.width / 2), y: Math.floor(board.height / 2) });
  const onKeyDown = (event: KeyboardEvent): void => {
    const next = stepped(board, at, event.key, event.ctrlKey);
    if (!next) return;
    event.preventDefault();
    setAt(next);
    grid.current?.querySelector<HTMLElement>(`[data-index="${cellIndex(board, next)}"]`)?.focus();
  };
  return { grid, at, setAt, onKeyDown };
};

/** What each cell of the board shows now. */
const cellState = (props: BoardViewProps, hovered: Cell | null) => {
  const { board, cells, lastMove, line, mover, landing, aim } = props;
  const target = aim ?? (hovered && landing(hovered));
  const premoveIndex = props.premove ? cellIndex(board, props.premove) : -1;
  const targetIndex = target ? cellIndex(board, target) : -1;
  return (cell: Cell) => {
    const index = cellIndex(board, cell);
    return {
      index,
      cell,
      name: cellName(board, cell),
      side: sideOf(cells[index]),
      ghost: index === targetIndex || index === premoveIndex ? mover : null,
      isPremove: index === premoveIndex,
      isLast: index === lastMove,
      isWinning: line.includes(index),
      drop: board.gravity ? cell.y + 1 : 0,
      isOpen: mover !== null && landing(cell) !== null,
    };
  };
};

/** Everything of a cell that can be seen or heard, as one word. */
const lookOf = ({ cell: _cell, ...shown }: ReturnType<ReturnType<typeof cellState>>, tabbable: boolean): string =>
  Object.values({ ...shown, tabbable }).join();

/** A board of any size as an ARIA grid that is played by pointer, finger or keyboard. */
export const BoardView = (props: BoardViewProps) => {
  const { board, line } = props;
  const text = useText();
  const [hovered, setHovered] = useState<Cell | null>(null);
  const rover = useRover(props);
  const shows = cellState(props, props.mover ? hovered : null);
  const keep = useKeptCells();
  const handlers = { onPress: useLatest(props.onPress), onHover: setHovered, onFocus: rover.setAt };
  return (
    <div class="board-frame">
      <Coordinates board={board} />
      <div class={`board ${line.length > 0 ? 'board-won' : ''}`}>
        <BoardLines board={board} />
        {/* biome-ignore lint/a11y/useSemanticElements: an ARIA grid of pressable cells; a table is for reading. */}
        <div
          role="grid"
          class="grid"
          ref={rover.grid}
          aria-label={text.board.label(board.width, board.height)}
          onKeyDown={rover.onKeyDown}
        >
          {rows(board.height).map((y) => (
            // biome-ignore lint/a11y/useSemanticElements: a row of the grid above.
            // biome-ignore lint/a11y/useFocusableInteractive: its cells have the focus.
            <div role="row" class="grid-row" key={y}>
              {rows(board.width).map((x) => {
                const shown = shows({ x, y });
                const tabbable = rover.at.x === x && rover.at.y === y;
                return keep(shown.index, lookOf(shown, tabbable), () => (
                  <BoardCell key={x} {...shown} tabbable={tabbable} {...handlers} />
                ));
              })}
            </div>
          ))}
        </div>
        {line.length > 0 && <WinningLine board={board} line={line} />}
      </div>
    </div>
  );
};
