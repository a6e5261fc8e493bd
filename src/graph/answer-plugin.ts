import type { ApolloServerPlugin } from '@apollo/server';
import type { GraphQLFormattedError } from 'graphql';
import type { Logger } from '../telemetry/logger.ts';
import type { Metrics } from '../telemetry/metrics.ts';
import { bugIn } from './format-error.ts';
import type { RequestContext, RequestTrace } from './request-context.ts';

/**
 * Adds what stands beside the data: errors about parts of a value that is there, the request's id, what is older than it
 * should be, and the trace when the
 * caller asked for it. Counts the operation, and logs what went wrong inside the gateway under the request's id.
 */
export function createAnswerPlugin({
  metrics,
  logger,
  generation,
}: {
  metrics: Metrics;
  logger: Logger;
  generation: number;
}): ApolloServerPlugin<RequestContext> {
  return {
    async requestDidStart() {
      const startedAt = performance.now();
      return {
        async didEncounterErrors({ errors, contextValue: { requestId } }) {
          for (const err of errors.map(bugIn).filter((bug) => bug !== undefined)) {
            logger.error({ requestId, err }, 'an operation failed inside the gateway');
          }
        },
        async willSendResponse({ response: { body }, contextValue, operation }) {
          if (body.kind !== 'single') return;
          const { singleResult } = body;
          const { faults, requestId, stale, trace } = contextValue;
          const errors = [...(singleResult.errors ?? []), ...faults.map((fault) => fault.toJSON())];
          if (errors.length > 0) singleResult.errors = errors;
          singleResult.extensions = {
            ...singleResult.extensions,
            requestId,
            ...(stale.size > 0 && { freshness: [...stale.values()] }),
            ...(trace && { trace: toTrace(trace, generation) }),
          };
          const type = operation?.operation ?? 'invalid';
          metrics.operation({
            type,
            outcome: outcomeOf(singleResult.data, errors),
            durationMs: performance.now() - startedAt,
          });
        },
      };
    },
  };
}

function outcomeOf(data: unknown, errors: readonly GraphQLFormattedError[]): string {
  if (errors.length === 0) return 'OK';
  if (data) return 'PARTIAL';
  const code = errors[0]?.extensions?.['code'];
  return typeof code === 'string' ? code : 'INTERNAL';
}

function toTrace({ startedAt, calls, cache }: RequestTrace, generation: number) {
  return {
    generation,
    durationMs: round(performance.now() - startedAt),
    calls: calls.map(({ durationMs, ...call }) => ({ ...call, durationMs: round(durationMs) })),
    cache,
  };
}

function round(ms: number): number {
  return Math.round(ms * 100) / 100;
}
