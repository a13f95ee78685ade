/** Lets `burst` things through at once and `perSecond` in the long run. */
export interface TokenBucket {
  /** Whether there was a token to take at this time (ms). */
  take(at: number): boolean;
}

export const createTokenBucket = (burst: number, perSecond: number): TokenBucket => {
  let tokens = burst;
  let filledAt = Number.NEGATIVE_INFINITY;
  return {
    take: (at) => {
      // A clock that was set back gives nothing, and takes nothing.
      const elapsed = Math.max(0, at - filledAt);
      filledAt = at;
      tokens = Math.min(burst, tokens + (elapsed / 1000) * perSecond);
      if (tokens < 1) return false;
      tokens -= 1;
      return true;
    },
  };
};
