import { useEffect, useState } from 'preact/hooks';

/** Draws the component again once after so many ms; null lets it rest. */
export const useTick = (afterMs: number | null): void => {
  const [, setTick] = useState(0);
  useEffect(() => {
    if (afterMs === null) return;
    const timer = setTimeout(() => setTick((tick) => tick + 1), afterMs);
    return () => clearTimeout(timer);
  });
};
