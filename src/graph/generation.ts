import type { ApolloServer } from '@apollo/server';
import type { GraphQLSchema } from 'graphql';
import type { PrivacyPolicy } from '../access/release/privacy-policy.ts';
import type { Config } from '../config/config.ts';
import type { Connector } from '../connector/load-connectors.ts';
import { createRouting, type Routing } from '../federation/routing.ts';
import type { Logger } from '../telemetry/logger.ts';
import type { Policies } from '../profile/policies.ts';
import type { Metrics } from '../telemetry/metrics.ts';
import { createAnswerPlugin } from './answer-plugin.ts';
import { buildGraphSchema, type SchemaDocument } from './build-graph-schema.ts';
import { checkFieldRules } from './check-field-rules.ts';
import { createGraphServer } from './create-graph-server.ts';
import { extensionCoordinates, extensionFields } from './extension-coordinates.ts';
import { createFieldRules, needsRelease, type FieldRulesOf } from './field-rules.ts';
import { allFields, type FieldsByType } from './fields/all-fields.ts';
import { answerPlanned } from './plan/answer-planned.ts';
import { createOperationPlans, type Asked } from './plan/operation-plans.ts';
import { createPlanPlugin } from './plan/plan-plugin.ts';
import { createPreflight } from './preflight.ts';
import { createRefusalPlugin } from './refusal-plugin.ts';
import type { RequestContext } from './request-context.ts';
import { createResolvers, REFERENCES } from './resolvers.ts';

/** Everything one version of the graph needs to answer: schema, routes, connectors, plans. Never changed, only replaced. */
export interface Generation {
  readonly id: number;
  readonly schema: GraphQLSchema;
  /** What every field is read from. */
  readonly fields: FieldsByType;
  readonly routing: Routing;
  /** The body of the answer of an operation that has a plan; undefined for one that the server must answer. */
  readonly answerPlanned: (asked: Asked, context: RequestContext) => Promise<string> | undefined;
  /** The most trusted source first. */
  readonly connectors: readonly Connector[];
  /** What decides each field of a merged profile. */
  readonly policies: Policies;
  readonly server: ApolloServer<RequestContext>;
  readonly preflight: ReturnType<typeof createPreflight>;
  /** What it takes to see each field. */
  readonly rulesOf: FieldRulesOf;
  /** Whether anything is ever masked or withheld. */
  readonly needsRelease: boolean;
}

interface Ingredients {
  readonly id: number;
  /** The graph's own SDL. */
  readonly documents: readonly SchemaDocument[];
  readonly connectors: readonly Connector[];
  readonly config: Pick<Config, 'limits' | 'introspection' | 'profile'>;
  /** The operator's rules for personal data. */
  readonly policy: PrivacyPolicy;
  readonly logger: Logger;
  readonly metrics: Metrics;
}

/** Builds and starts a generation. Throws SETUP_INVALID when schema, connectors and routes do not fit together. */
export async function createGeneration({
  id,
  documents,
  connectors,
  config,
  policy,
  logger,
  metrics,
}: Ingredients): Promise<Generation> {
  const graph = buildGraph(documents, connectors, policy);
  const plans = createOperationPlans(graph);
  const desk = { metrics, logger, generation: id };
  const server = createGraphServer({
    schema: graph.schema,
    maxTokens: config.limits.maxTokens,
    logger,
    plugins: [
      createRefusalPlugin(graph.schema, graph.rulesOf),
      createAnswerPlugin(desk, plans),
      createPlanPlugin(plans),
    ],
  });
  await server.start();
  const preflight = createPreflight(graph.schema, config);
  return {
    id,
    ...graph,
    needsRelease: needsRelease(graph.schema, policy),
    answerPlanned(asked, context) {
      // The plans release everything that scopes allow; what is masked or withheld is the walking executor's.
      if (context.release) return undefined;
      const planned = plans.find(asked, context.principal);
      return planned && answerPlanned(planned, context, desk);
    },
    policies: config.profile,
    server,
    preflight,
  };
}

/** The schema with resolvers, and the routes that serve it. Needs no server: `c360 check` builds it too. */
export function buildGraph(
  documents: readonly SchemaDocument[],
  given: readonly Connector[],
  policy?: PrivacyPolicy,
): Pick<Generation, 'schema' | 'fields' | 'routing' | 'rulesOf' | 'connectors'> {
  const connectors = given.toSorted((a, b) => b.manifest.trust - a.manifest.trust || (a.name < b.name ? -1 : 1));
  const added = connectors.flatMap(({ name, schema }) =>
    schema === undefined ? [] : [{ file: `connectors/${name}/schema.graphql`, sdl: schema }],
  );
  const routes = connectors.flatMap((connector) => connector.routes);
  let fields: FieldsByType = {};
  const schema = buildGraphSchema([...documents, ...added], {
    references: REFERENCES,
    resolvers(types) {
      const provided = routes.map(({ coordinate }) => coordinate);
      fields = allFields(extensionFields(extensionCoordinates(types, added), provided));
      return createResolvers(types, fields);
    },
  });
  checkFieldRules(schema, policy);
  const routing = createRouting(routes, extensionCoordinates(schema, added));
  return { schema, fields, routing, rulesOf: createFieldRules(schema), connectors };
}
