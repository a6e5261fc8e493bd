export interface TokenBucket {
  /** Takes one token and says in how many milliseconds it may be used; undefined when that is later than `maxWaitMs`. */
  take(maxWaitMs: number): number | undefined;
}

/**
 * A steady rate with bursts of at most one second's worth. Counters per fixed window (what libraries offer in memory)
 * let twice the rate through where two windows meet, which is what a vendor's own limiter then punishes.
 */
export function createTokenBucket(ratePerSecond: number): TokenBucket {
  const capacity = Math.max(1, ratePerSecond);
  let tokens = capacity;
  let filledAt = Date.now();
  return {
    take(maxWaitMs) {
      const now = Date.now();
      tokens = Math.min(capacity, tokens + ((now - filledAt) / 1000) * ratePerSecond);
      filledAt = now;
      const waitMs = tokens >= 1 ? 0 : Math.ceil(((1 - tokens) / ratePerSecond) * 1000);
      if (waitMs > maxWaitMs) return undefined;
      tokens -= 1;
      return waitMs;
    },
  };
}
