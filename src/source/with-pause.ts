import { AppError } from '../errors.ts';
import type { Policy } from './send.ts';

/** When a source throttles us without saying for how long. */
const DEFAULT_PAUSE_MS = 1_000;

export interface Pause {
  readonly policy: Policy;
  /** Epoch milliseconds until which nothing is sent; undefined when nothing holds us back. */
  until(): number | undefined;
}

/**
 * Once a source answers SOURCE_THROTTLED, no call at all goes out until the time it named: everyone else gets
 * SOURCE_THROTTLED with the rest of that time at once.
 */
export function createPause(source: string): Pause {
  let pausedUntil = 0;
  const until = () => (pausedUntil > Date.now() ? pausedUntil : undefined);
  return {
    until,
    policy: (next) => async (request, call) => {
      const end = until();
      if (end !== undefined)
        throw new AppError('SOURCE_THROTTLED', { source, detail: 'paused', retryAfterMs: end - Date.now() });
      try {
        return await next(request, call);
      } catch (error) {
        if (!(error instanceof AppError) || error.code !== 'SOURCE_THROTTLED') throw error;
        const retryAfterMs = error.retryAfterMs ?? DEFAULT_PAUSE_MS;
        pausedUntil = Math.max(pausedUntil, Date.now() + retryAfterMs);
        throw new AppError('SOURCE_THROTTLED', { source, detail: error.detail ?? 'throttled', retryAfterMs });
      }
    },
  };
}
