/** How this machine's clock stands to the server's. */
export interface ServerClock {
  /** Takes an upper bound of the difference: a server time that came with a message is always older than the message. */
  observe(aheadMs: number): void;
  /** By how much this clock is ahead of the server's, in ms: the least bound seen, so off by the shortest delay met; 0 before any. */
  aheadMs(): number;
}

export const createServerClock = (): ServerClock => {
  let least = Number.POSITIVE_INFINITY;
  return {
    observe(aheadMs) {
      least = Math.min(least, aheadMs);
    },
    aheadMs: () => (Number.isFinite(least) ? least : 0),
  };
};
