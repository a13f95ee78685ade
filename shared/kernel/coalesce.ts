import type { After } from './after.ts';

/**
 * Gathers ids and hands them on together, at most once in `everyMs`: a thing that changes ten times in that time is
 * handed on once. `hand` must not reject; the next batch waits for it.
 */
export const coalesce = <Id>(after: After, everyMs: number, hand: (ids: readonly Id[]) => Promise<void>) => {
  const gathered = new Set<Id>();
  let cancel: (() => void) | undefined;
  let stopped = false;

  const flush = async (): Promise<void> => {
    const ids = [...gathered];
    gathered.clear();
    await hand(ids);
    cancel = undefined;
    if (gathered.size > 0) wait();
  };
  const wait = (): void => {
    if (!stopped) cancel ??= after(everyMs, () => void flush());
  };
  return {
    add: (id: Id): void => {
      gathered.add(id);
      wait();
    },
    stop: (): void => {
      stopped = true;
      cancel?.();
    },
  };
};
