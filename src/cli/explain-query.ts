import {
  getOperationAST,
  getVariableValues,
  GraphQLError,
  parse,
  validate,
  type DocumentNode,
  type GraphQLSchema,
} from 'graphql';
import { createPrivacyPolicy } from '../access/release/privacy-policy.ts';
import { isScope, SCOPES, type Scope } from '../access/scopes.ts';
import { readSchema } from '../app.ts';
import { loadConnectors } from '../connector/load-connectors.ts';
import { setupInvalid } from '../errors.ts';
import { buildGraph } from '../graph/generation.ts';
import { compileOperation } from '../graph/plan/compile-operation.ts';
import { explainPlan, type PlanExplanation } from '../graph/plan/explain-plan.ts';
import { loadSetup } from './load-setup.ts';
import { withStandIns } from './stand-ins.ts';

export interface QueryToExplain {
  readonly query: string;
  readonly operation?: string;
  /** JSON. */
  readonly variables?: string;
  /** Separated by commas; all when absent. */
  readonly scopes?: string;
}

/** Compiles a query for the connectors as they are set up. Undefined for what has no plan; throws SETUP_INVALID for what is no valid query. */
export async function explainQuery(asked: QueryToExplain): Promise<PlanExplanation | undefined> {
  const { config } = loadSetup();
  const connectors = await loadConnectors({ ...config, env: withStandIns(process.env) });
  try {
    const byTrust = connectors.toSorted((a, b) => b.manifest.trust - a.manifest.trust);
    const graph = buildGraph(readSchema(config.schemaDir), byTrust, createPrivacyPolicy(config.privacy));
    const document = parseValid(graph.schema, asked.query);
    const operation = getOperationAST(document, asked.operation);
    if (!operation) throw invalid('name one operation of the document with --operation');
    const { coerced, errors } = getVariableValues(
      graph.schema,
      operation.variableDefinitions ?? [],
      parseVariables(asked),
    );
    if (!coerced) throw setupInvalid((errors ?? []).map(({ message }) => ({ file: 'variables', message })));
    const principal = { scopes: toScopes(asked.scopes) };
    const plan = compileOperation(graph, { document, operation, variables: coerced, principal });
    return plan && explainPlan(plan, graph.routing, coerced);
  } finally {
    await Promise.all(connectors.map((connector) => connector.close()));
  }
}

function parseValid(schema: GraphQLSchema, query: string): DocumentNode {
  const document = attempt(() => parse(query));
  const errors = validate(schema, document);
  if (errors.length > 0) throw setupInvalid(errors.map(toProblem));
  return document;
}

function attempt<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw setupInvalid([
      error instanceof GraphQLError ? toProblem(error) : { file: 'query', message: 'does not parse' },
    ]);
  }
}

function toProblem({ message, locations }: GraphQLError) {
  const [place] = locations ?? [];
  return { file: 'query', message, ...(place && { line: place.line, column: place.column }) };
}

function parseVariables({ variables }: QueryToExplain): Record<string, unknown> {
  if (variables === undefined) return {};
  try {
    const parsed: unknown = JSON.parse(variables);
    if (typeof parsed === 'object' && parsed !== null) return { ...parsed };
  } catch {
    // Told below, with what would be right.
  }
  throw invalid('--variables is no JSON object; right: \'{"id": "c_1"}\'');
}

function toScopes(list: string | undefined): ReadonlySet<Scope> {
  const names = list === undefined ? Object.keys(SCOPES) : list.split(',').map((name) => name.trim());
  const unknown = names.filter((name) => !isScope(name));
  if (unknown.length > 0)
    throw invalid(`no such scope ${unknown.join(', ')}; there are ${Object.keys(SCOPES).join(', ')}`);
  return new Set(names.filter(isScope));
}

function invalid(message: string): Error {
  return setupInvalid([{ file: 'explain', message }]);
}
