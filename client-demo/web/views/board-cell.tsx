import type { Cell } from '../../../shared/game/events.ts';
import type { Side } from '../../../shared/game/seats.ts';
import { Mark } from './mark.tsx';
import { useText } from './text.ts';

export interface CellProps {
  readonly index: number;
  readonly cell: Cell;
  /** Such as `b2`. */
  readonly name: string;
  readonly side: Side | null;
  /** A faint mark where the next one would land. */
  readonly ghost: Side | null;
  /** Chosen for the next turn. */
  readonly isPremove: boolean;
  readonly isLast: boolean;
  readonly isWinning: boolean;
  /** Rows that a falling mark passes; 0 without gravity. */
  readonly drop: number;
  readonly isOpen: boolean;
  readonly tabbable: boolean;
  readonly onPress: (cell: Cell, sure: boolean) => void;
  readonly onHover: (cell: Cell | null) => void;
  readonly onFocus: (cell: Cell) => void;
}

/** Below this a finger hits the wrong cell too often, CSS px. */
const safeTouchPx = 30;

const isSure = (event: MouseEvent, target: HTMLElement): boolean =>
  !('pointerType' in event) || event.pointerType !== 'touch' || target.clientWidth >= safeTouchPx;

const classesOf = ({ isPremove, isLast, isWinning, isOpen, side, drop }: CellProps): string =>
  [
    'cell',
    isOpen && 'cell-open',
    isPremove && 'cell-premove',
    isLast && 'cell-last',
    isWinning && 'cell-winning',
    side && drop > 0 && isLast && 'cell-dropping',
  ]
    .filter(Boolean)
    .join(' ');

export const BoardCell = (props: CellProps) => {
  const { index, cell, name, side, ghost, isPremove, isLast, isWinning, drop, isOpen, tabbable } = props;
  const text = useText();
  const described = [isPremove && text.board.premove, isLast && text.board.last, isWinning && text.board.winning]
    .filter(Boolean)
    .join(', ');
  return (
    // biome-ignore lint/a11y/useSemanticElements: a gridcell that is a button: Enter and Space press it without further code.
    <button
      type="button"
      role="gridcell"
      data-index={index}
      class={classesOf(props)}
      aria-label={side ? text.board.marked(name, side) : text.board.empty(name)}
      aria-description={described || undefined}
      aria-disabled={!isOpen}
      tabIndex={tabbable ? 0 : -1}
      style={{ '--drop': drop }}
      onClick={(event) => props.onPress(cell, isSure(event, event.currentTarget))}
      onFocus={() => props.onFocus(cell)}
      onPointerEnter={(event) => props.onHover(event.pointerType === 'mouse' ? cell : null)}
      onPointerLeave={() => props.onHover(null)}
    >
      {side ? (
        <Mark side={side} className={drop > 0 ? 'mark-fallen' : 'mark-placed'} />
      ) : (
        ghost && <Mark side={ghost} className="ghost" />
      )}
    </button>
  );
};
