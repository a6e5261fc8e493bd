import type { QuotaSettings } from '../../config/quota-settings.ts';
import { AppError } from '../../errors.ts';
import type { Principal } from '../principal.ts';
import type { Allowance, Counters } from './counters.ts';

export interface Limits {
  /**
   * Counts a request in; call what it returns when the request has ended.
   * @throws AppError QUOTA_EXCEEDED with `retryAfterMs` when there are too many a minute or too many at once.
   */
  enter(principal: Principal): Promise<() => void>;
  /** @throws AppError QUOTA_EXCEEDED with `retryAfterMs` when the credential's budget does not have this cost left. */
  spend(principal: Principal, cost: number): Promise<void>;
}

export interface LimitsOptions {
  readonly settings: QuotaSettings;
  readonly counters: Counters;
}

const MINUTE_SECONDS = 60;
const DAY_SECONDS = 86_400;
/** What a caller with too many requests in flight is told to wait. */
const CONCURRENCY_PAUSE_MS = 1_000;

/** What one credential may ask for: as its key says, else as the settings do. */
export function createLimits({ settings, counters }: LimitsOptions): Limits {
  const inFlight = new Map<string, number>();

  async function take(principal: Principal, points: number, allowance: Allowance): Promise<void> {
    if (allowance.most === 0) return;
    const retryAfterMs = await counters.take(subjectOf(principal), points, allowance);
    if (retryAfterMs !== undefined) throw new AppError('QUOTA_EXCEEDED', { retryAfterMs });
  }

  function leave(subject: string): void {
    const left = (inFlight.get(subject) ?? 1) - 1;
    if (left > 0) inFlight.set(subject, left);
    else inFlight.delete(subject);
  }

  return {
    async enter(principal) {
      const subject = subjectOf(principal);
      const concurrent = principal.limits?.concurrent ?? settings.concurrent;
      const already = inFlight.get(subject) ?? 0;
      if (concurrent > 0 && already >= concurrent) {
        const message = `At most ${concurrent} requests of this credential run at once.`;
        throw new AppError('QUOTA_EXCEEDED', { message, retryAfterMs: CONCURRENCY_PAUSE_MS });
      }
      inFlight.set(subject, already + 1);
      try {
        const most = principal.limits?.requestsPerMinute ?? settings.requestsPerMinute;
        await take(principal, 1, { name: 'requests', most, windowSeconds: MINUTE_SECONDS });
      } catch (error) {
        leave(subject);
        throw error;
      }
      return withOnce(() => leave(subject));
    },
    async spend(principal, cost) {
      const points = Math.max(1, Math.ceil(cost));
      const perMinute = principal.limits?.costPerMinute ?? settings.costPerMinute;
      await take(principal, points, { name: 'cost', most: perMinute, windowSeconds: MINUTE_SECONDS });
      const perDay = principal.limits?.costPerDay ?? settings.costPerDay;
      await take(principal, points, { name: 'cost', most: perDay, windowSeconds: DAY_SECONDS });
    },
  };
}

/** Keys and token subjects are told apart, tenants too. */
function subjectOf({ via, tenant, id }: Principal): string {
  return `${via}:${tenant}:${id}`;
}

function withOnce(work: () => void): () => void {
  let isDone = false;
  return () => {
    if (!isDone) work();
    isDone = true;
  };
}
