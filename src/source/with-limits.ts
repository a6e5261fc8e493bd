import { setTimeout as delay } from 'node:timers/promises';
import { bulkhead, BulkheadRejectedError } from 'cockatiel';
import { AppError } from '../errors.ts';
import type { Call, Policy } from './send.ts';
import type { LimitSettings } from './source-settings.ts';
import { createTokenBucket, type TokenBucket } from './token-bucket.ts';

/**
 * Keeps to what the source's owner allows: so many calls at once, so many a second. Calls wait their turn until the
 * deadline; one that could not have its turn in time, or finds the queue full, fails with SOURCE_THROTTLED at once.
 */
export function withLimits(source: string, settings: LimitSettings): Policy {
  const places = bulkhead(settings.concurrency, settings.queue);
  const bucket = settings.ratePerSecond === undefined ? undefined : createTokenBucket(settings.ratePerSecond);
  return (next) => async (request, call) => {
    try {
      return await places.execute(async () => {
        await awaitTurn(source, bucket, call);
        return next(request, call);
      }, call.signal);
    } catch (error) {
      if (!(error instanceof BulkheadRejectedError)) throw error;
      throw new AppError('SOURCE_THROTTLED', { source, detail: 'our queue is full', retryAfterMs: 1_000 });
    }
  };
}

async function awaitTurn(source: string, bucket: TokenBucket | undefined, call: Call): Promise<void> {
  if (bucket === undefined) return;
  const waitMs = bucket.take(call.deadline - Date.now());
  if (waitMs === undefined)
    throw new AppError('SOURCE_THROTTLED', { source, detail: 'our own rate limit', retryAfterMs: 1_000 });
  if (waitMs > 0) await delay(waitMs, undefined, { signal: call.signal });
}
