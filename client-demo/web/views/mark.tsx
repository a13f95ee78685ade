import type { Side } from '../../../shared/game/seats.ts';

/** X and O differ by shape first and by colour second. Drawn in a square of 100. */
export const Mark = ({ side, className = '' }: { readonly side: Side; readonly className?: string }) => (
  <svg class={`mark mark-${side} ${className}`} viewBox="0 0 100 100" aria-hidden="true" focusable="false">
    {side === 'x' ? (
      <>
        <path class="stroke first" d="M26 26 74 74" pathLength="1" />
        <path class="stroke second" d="M74 26 26 74" pathLength="1" />
      </>
    ) : (
      <circle class="stroke first" cx="50" cy="50" r="27" pathLength="1" transform="rotate(-90 50 50)" />
    )}
  </svg>
);
