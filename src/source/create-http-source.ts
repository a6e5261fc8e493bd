import { createHttpTransport } from './http-transport.ts';
import { stackPolicies } from './send.ts';
import type { HttpSourceSettings } from './source-settings.ts';
import type { Source, SourceHealth } from './source.ts';
import { createOutboundAuth } from './with-auth.ts';
import { createBreaker } from './with-breaker.ts';
import { withDeadline } from './with-deadline.ts';
import { withJudgement } from './with-judgement.ts';
import { withLimits } from './with-limits.ts';
import { createObservation, type Observation } from './with-observation.ts';
import { createPause } from './with-pause.ts';
import { withRetry } from './with-retry.ts';

/** A source over HTTP. Policies from the outside in: observation, deadline, pause, retry, breaker, limits, auth. */
export function createHttpSource(settings: HttpSourceSettings): Source {
  const { name, kind, baseUrl, headers, limits, timeoutMs, tls, outbound } = settings;
  const { maxResponseBytes, maxRows, concurrency: maxSockets } = limits;
  const wire = { source: name, timeoutMs, tls, outbound };
  const transport = createHttpTransport({ ...wire, baseUrl, headers, maxResponseBytes, maxRows, maxSockets });
  const auth = createOutboundAuth(settings.auth, wire);
  const breaker = createBreaker(name, settings.breaker);
  const pause = createPause(name);
  const attempts = stackPolicies(transport.send, [
    pause.policy,
    withRetry(name, settings.retry),
    breaker.policy,
    withLimits(name, limits),
    withJudgement(name, settings.judge),
    auth.policy,
  ]);
  const observation = createObservation(name, withDeadline(name, timeoutMs, attempts));
  return {
    name,
    kind,
    send: (request, context) => observation.send(request, context),
    health: () => toHealth(breaker.state(), pause.until(), observation),
    async close() {
      await Promise.all([auth.close(), transport.close()]);
    },
  };
}

function toHealth(
  breaker: SourceHealth['breaker'],
  pausedUntil: number | undefined,
  { lastError, lastSuccessAt }: Observation,
): SourceHealth {
  const isDegraded = breaker === 'half-open' || pausedUntil !== undefined || lastError !== undefined;
  return {
    state: breaker === 'open' ? 'down' : isDegraded ? 'degraded' : 'up',
    breaker,
    ...(lastError !== undefined && { lastError }),
    ...(lastSuccessAt !== undefined && { lastSuccessAt }),
    ...(pausedUntil !== undefined && { pausedUntil }),
  };
}
