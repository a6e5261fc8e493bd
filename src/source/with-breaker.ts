import { BrokenCircuitError, circuitBreaker, CircuitState, handleWhen, SamplingBreaker } from 'cockatiel';
import { AppError, type ErrorCode } from '../errors.ts';
import type { Policy } from './send.ts';
import type { BreakerSettings } from './source-settings.ts';
import type { SourceHealth } from './source.ts';

/** What says that the source is unwell. A refusal or a too large answer is about one request. */
const FAILURES: ReadonlySet<ErrorCode> = new Set([
  'SOURCE_TIMEOUT',
  'SOURCE_UNAVAILABLE',
  'SOURCE_THROTTLED',
  'SOURCE_BAD_DATA',
]);

export interface Breaker {
  readonly policy: Policy;
  state(): SourceHealth['breaker'];
}

/**
 * Stops calling a source that mostly fails: while open, calls fail at once with SOURCE_UNAVAILABLE; after the cooldown
 * one probe decides whether it closes again.
 */
export function createBreaker(source: string, settings: BreakerSettings): Breaker {
  const breaker = circuitBreaker(handleWhen(isFailure), {
    halfOpenAfter: settings.cooldownMs,
    breaker: new SamplingBreaker({
      threshold: settings.failureRatio,
      duration: settings.windowMs,
      minimumRps: (settings.minimumCalls * 1000) / settings.windowMs,
    }),
  });
  const isClosed = () => breaker.state === CircuitState.Closed;
  return {
    state: () => toState(breaker.state),
    policy: (next) => async (request, call) => {
      const attempt = async () => {
        try {
          return await next(request, call);
        } catch (error) {
          // A caller who left early says nothing about the source; but a probe must not pass for a success by it.
          throw call.context.signal?.aborted && isClosed() ? new Uncounted(error) : error;
        }
      };
      try {
        return await breaker.execute(attempt, call.signal);
      } catch (error) {
        if (error instanceof Uncounted) throw error.cause;
        if (!(error instanceof BrokenCircuitError)) throw error;
        const detail = 'breaker open';
        throw new AppError('SOURCE_UNAVAILABLE', { source, detail, retryAfterMs: settings.cooldownMs });
      }
    },
  };
}

class Uncounted extends Error {
  constructor(cause: unknown) {
    super('uncounted', { cause });
  }
}

function isFailure(error: unknown): boolean {
  return error instanceof AppError && FAILURES.has(error.code);
}

function toState(state: CircuitState): SourceHealth['breaker'] {
  if (state === CircuitState.Closed) return 'closed';
  return state === CircuitState.HalfOpen ? 'half-open' : 'open';
}
