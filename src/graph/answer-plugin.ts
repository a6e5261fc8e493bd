import type { ApolloServerPlugin } from '@apollo/server';
import { allErrors, extensionsOf, logBugs, outcomeOf, type AnswerDesk } from './answer.ts';
import type { RequestContext } from './request-context.ts';

/** Adds what stands beside the data of an operation that the walking executor answered, and counts it. */
export function createAnswerPlugin(desk: AnswerDesk): ApolloServerPlugin<RequestContext> {
  return {
    async requestDidStart() {
      const startedAt = performance.now();
      return {
        async didEncounterErrors({ errors, contextValue }) {
          logBugs(errors, desk, contextValue);
        },
        async willSendResponse({ response: { body }, contextValue, operation }) {
          if (body.kind !== 'single') return;
          const { singleResult } = body;
          const errors = allErrors(singleResult.errors ?? [], contextValue);
          if (errors.length > 0) singleResult.errors = errors;
          singleResult.extensions = { ...singleResult.extensions, ...extensionsOf(contextValue, desk, 'walk') };
          desk.metrics.operation({
            type: operation?.operation ?? 'invalid',
            executor: 'walk',
            outcome: outcomeOf(Boolean(singleResult.data), errors),
            durationMs: performance.now() - startedAt,
          });
        },
      };
    },
  };
}
