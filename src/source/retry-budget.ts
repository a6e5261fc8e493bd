/** Retries that a quiet source may have although its calls earned none. */
const RESERVE = 3;
const RESERVE_REFILL_MS = 10_000;

export interface RetryBudget {
  /** Every first attempt earns `ratio` of a retry. */
  earn(): void;
  /** Takes one retry; false when there is none left. */
  spend(): boolean;
}

/**
 * Keeps retries from multiplying the load of a source that is already failing: over time at most `ratio` retries per
 * first attempt, beside a small reserve that fills up again by one every ten seconds.
 */
export function createRetryBudget(ratio: number): RetryBudget {
  let earned = 0;
  let reserve = RESERVE;
  let refilledAt = Date.now();

  function refill(): void {
    const refills = Math.floor((Date.now() - refilledAt) / RESERVE_REFILL_MS);
    if (refills < 1) return;
    reserve = Math.min(RESERVE, reserve + refills);
    refilledAt += refills * RESERVE_REFILL_MS;
  }

  return {
    earn() {
      earned = Math.min(earned + ratio, 10);
    },
    spend() {
      refill();
      if (earned >= 1) earned -= 1;
      else if (reserve >= 1) reserve -= 1;
      else return false;
      return true;
    },
  };
}
