import type { ApolloServerPlugin, GraphQLRequest } from '@apollo/server';
import { allErrors, extensionsOf, logBugs, outcomeOf, type AnswerDesk } from './answer.ts';
import type { Asked, OperationPlans } from './plan/operation-plans.ts';
import type { RequestContext } from './request-context.ts';

/** Adds what stands beside the data of an operation that the walking executor answered, and counts it. */
export function createAnswerPlugin(
  desk: AnswerDesk,
  plans: Pick<OperationPlans, 'find'>,
): ApolloServerPlugin<RequestContext> {
  return {
    async requestDidStart() {
      const startedAt = performance.now();
      return {
        async didEncounterErrors({ errors, contextValue }) {
          logBugs(errors, desk, contextValue);
        },
        async willSendResponse({ response: { body }, request, contextValue, operation }) {
          if (body.kind !== 'single') return;
          const { singleResult } = body;
          const errors = allErrors(singleResult.errors ?? [], contextValue);
          if (errors.length > 0) singleResult.errors = errors;
          const planned = contextValue.trace && plans.find(toAsked(request), contextValue.principal);
          const executed = { executor: 'walk', planned } as const;
          singleResult.extensions = { ...singleResult.extensions, ...extensionsOf(contextValue, desk, executed) };
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

function toAsked({ query = '', operationName, variables = {} }: GraphQLRequest): Asked {
  return { query, operationName, variables };
}
