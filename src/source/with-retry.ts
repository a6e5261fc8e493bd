import { ExponentialBackoff, handleWhen, retry } from 'cockatiel';
import { AppError } from '../errors.ts';
import { createRetryBudget } from './retry-budget.ts';
import type { Call, Policy } from './send.ts';
import type { RetrySettings } from './source-settings.ts';
import { isPassing } from './to-source-error.ts';

/**
 * Asks again after a passing failure of an idempotent request, with growing, jittered pauses, within the retry budget
 * and only while an answer could still come before the deadline. A throttled source is never asked again.
 */
export function withRetry(source: string, settings: RetrySettings): Policy {
  const budget = createRetryBudget(settings.budgetRatio);
  const initialDelay = settings.baseDelayMs;
  return (next) => async (request, call) => {
    budget.earn();
    if (!request.idempotent || settings.attempts <= 1) return next(request, call);

    const mayRetry = (error: unknown) => isWorthRetrying(error, call, initialDelay) && budget.spend();
    let attempt = 0;
    const policy = retry(
      handleWhen((error) => attempt < settings.attempts && mayRetry(error)),
      { maxAttempts: settings.attempts - 1, backoff: new ExponentialBackoff({ initialDelay, maxDelay: 2_000 }) },
    );
    return policy.execute(() => {
      attempt += 1;
      if (call.signal.aborted) throw new AppError('SOURCE_TIMEOUT', { source, detail: 'deadline' });
      return next(request, call);
    }, call.signal);
  };
}

function isWorthRetrying(error: unknown, call: Call, delayMs: number): boolean {
  if (!(error instanceof AppError) || !isPassing(error) || call.signal.aborted) return false;
  return Date.now() + Math.max(delayMs, error.retryAfterMs ?? 0) < call.deadline;
}
