import type { BoardSettings } from '../../../shared/game/settings.ts';

interface MiniBoardProps {
  readonly board: Pick<BoardSettings, 'width' | 'height'>;
  /** Cells by index, 1 X and 2 O; left out, an empty board. */
  readonly marks?: Readonly<Record<number, 1 | 2>>;
  readonly size?: number;
}

const between = (count: number): readonly number[] => Array.from({ length: count - 1 }, (_, at) => at + 1);

/** A picture of a board: only its inner lines, so that three by three is the hash itself. */
export const MiniBoard = ({ board: { width, height }, marks = {}, size = 56 }: MiniBoardProps) => {
  const scale = Math.max(width, height);
  return (
    <svg
      class="mini-board"
      viewBox={`${(width - scale) / 2} ${(height - scale) / 2} ${scale} ${scale}`}
      width={size}
      height={size}
      aria-hidden="true"
      focusable="false"
    >
      <g class="mini-lines" stroke-width={Math.min(scale / 42, 0.14)}>
        {between(width).map((x) => (
          <path key={`x${x}`} d={`M${x} .15V${height - 0.15}`} />
        ))}
        {between(height).map((y) => (
          <path key={`y${y}`} d={`M.15 ${y}H${width - 0.15}`} />
        ))}
      </g>
      {Object.entries(marks).map(([index, mark]) => {
        const x = Number(index) % width;
        const y = Math.floor(Number(index) / width);
        return mark === 1 ? (
          <path key={index} class="mini-x" d={`M${x + 0.28} ${y + 0.28}l.44 .44m0-.44l-.44 .44`} stroke-width={0.15} />
        ) : (
          <circle key={index} class="mini-o" cx={x + 0.5} cy={y + 0.5} r={0.24} stroke-width={0.14} />
        );
      })}
    </svg>
  );
};
