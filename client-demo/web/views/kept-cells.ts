import type { VNode } from 'preact';
import { useCallback, useRef } from 'preact/hooks';

/** A cell is drawn anew only when its `look` has changed: a move on a board of 19x19 changes two of 361. */
export const useKeptCells = () => {
  const kept = useRef(new Map<number, { readonly look: string; readonly drawn: VNode }>());
  return (index: number, look: string, draw: () => VNode): VNode => {
    const known = kept.current.get(index);
    if (known?.look === look) return known.drawn;
    const drawn = draw();
    kept.current.set(index, { look, drawn });
    return drawn;
  };
};

/** A function that stays the same and does what the latest one does. */
export const useLatest = <Args extends readonly unknown[]>(run: (...args: Args) => void): ((...args: Args) => void) => {
  const latest = useRef(run);
  latest.current = run;
  return useCallback((...args: Args) => latest.current(...args), []);
};
