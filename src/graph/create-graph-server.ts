import { ApolloServer, type ApolloServerPlugin, type BaseContext } from '@apollo/server';
import { ApolloServerPluginCacheControlDisabled } from '@apollo/server/plugin/disabled';
import type { GraphQLSchema } from 'graphql';
import type { Logger } from '../telemetry/logger.ts';
import { formatError } from './format-error.ts';

interface GraphServerOptions<Context extends BaseContext> {
  readonly schema: GraphQLSchema;
  /** Most lexical tokens in one document. */
  readonly maxTokens: number;
  readonly logger: Logger;
  readonly plugins?: readonly ApolloServerPlugin<Context>[];
}

/** Apollo Server as the gateway runs it: nothing of the inside in an answer, no batches, no requests a page can forge. */
export function createGraphServer<Context extends BaseContext>({
  schema,
  maxTokens,
  logger,
  plugins = [],
}: GraphServerOptions<Context>): ApolloServer<Context> {
  return new ApolloServer<Context>({
    schema,
    introspection: true, // The preflight refuses it by scope.
    hideSchemaDetailsFromClientErrors: true,
    includeStacktraceInErrorResponses: false,
    csrfPrevention: true,
    allowBatchedHttpRequests: false,
    persistedQueries: false,
    stopOnTerminationSignals: false,
    parseOptions: { maxTokens },
    executionOptions: { maxCoercionErrors: 10 },
    formatError,
    logger: quiet(logger),
    plugins: [ApolloServerPluginCacheControlDisabled(), ...plugins],
  });
}

/** Apollo Server's own words may quote a request; that it spoke is what the log needs. */
function quiet(logger: Logger) {
  return {
    debug: () => undefined,
    info: () => undefined,
    warn: () => logger.warn({ event: 'apollo' }, 'the GraphQL server warned'),
    error: () => logger.error({ event: 'apollo' }, 'the GraphQL server failed'),
  };
}
