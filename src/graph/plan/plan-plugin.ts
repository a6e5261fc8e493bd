import type { ApolloServerPlugin } from '@apollo/server';
import type { RequestContext } from '../request-context.ts';
import type { OperationPlans } from './operation-plans.ts';

/** Remembers each document that Apollo Server has found valid: its next request runs as a plan. */
export function createPlanPlugin(plans: OperationPlans): ApolloServerPlugin<RequestContext> {
  return {
    requestDidStart: async () => ({
      async didResolveOperation({ source, document }) {
        plans.remember(source, document);
      },
    }),
  };
}
