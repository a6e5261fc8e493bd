import {
  getOperationAST,
  getVariableValues,
  GraphQLError,
  parse,
  validate,
  type DocumentNode,
  type GraphQLSchema,
} from 'graphql';
import type { Principal } from '../../access/principal.ts';
import { setupInvalid } from '../../errors.ts';
import type { Routing } from '../../federation/routing.ts';
import { compileOperation, type CompilableGraph } from './compile-operation.ts';
import { explainPlan, type PlanExplanation } from './explain-plan.ts';

export interface QueryToExplain {
  readonly query: string;
  readonly operation?: string | undefined;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly principal: Pick<Principal, 'scopes'>;
}

/** How a query would be answered. Undefined for what has no plan; throws SETUP_INVALID with place for what is no valid query. */
export function planOfQuery(
  graph: CompilableGraph & { readonly routing: Routing },
  { query, operation: name, variables, principal }: QueryToExplain,
): PlanExplanation | undefined {
  const document = parseValid(graph.schema, query);
  const operation = getOperationAST(document, name);
  if (!operation) throw invalid('name one operation of the document with --operation');
  const { coerced, errors } = getVariableValues(graph.schema, operation.variableDefinitions ?? [], { ...variables });
  if (!coerced) throw setupInvalid((errors ?? []).map(({ message }) => ({ file: 'variables', message })));
  const plan = compileOperation(graph, { document, operation, variables: coerced, principal });
  return plan && explainPlan(plan, graph.routing, coerced);
}

function parseValid(schema: GraphQLSchema, query: string): DocumentNode {
  const document = parseDocument(query);
  const errors = validate(schema, document);
  if (errors.length > 0) throw setupInvalid(errors.map(toProblem));
  return document;
}

function parseDocument(query: string): DocumentNode {
  try {
    return parse(query);
  } catch (error) {
    if (error instanceof GraphQLError) throw setupInvalid([toProblem(error)]);
    throw error;
  }
}

function toProblem({ message, locations }: GraphQLError) {
  const [place] = locations ?? [];
  return { file: 'query', message, ...(place && { line: place.line, column: place.column }) };
}

function invalid(message: string): Error {
  return setupInvalid([{ file: 'query', message }]);
}
