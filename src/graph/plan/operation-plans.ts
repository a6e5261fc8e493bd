import {
  type DocumentNode,
  type GraphQLSchema,
  getVariableValues,
  Kind,
  type OperationDefinitionNode,
  visit,
} from 'graphql';
import { LRUCache } from 'lru-cache';
import type { Principal } from '../../access/principal.ts';
import { compileOperation, type CompilableGraph } from './compile-operation.ts';
import { emitRenderer, type Renderer } from './emit-renderer.ts';
import type { OperationPlan } from './operation-plan.ts';

const MOST_DOCUMENTS = 1_000;
const MOST_PLANS_OF_OPERATION = 100;
const MOST_COERCION_ERRORS = 10;

export interface Asked {
  readonly query: string;
  readonly operationName: string | undefined;
  readonly variables: Readonly<Record<string, unknown>>;
}

/** A plan with the code that writes its answer. */
export interface RunnablePlan extends OperationPlan {
  readonly render: Renderer;
}

/** A plan and the coerced variables to run it with. */
export interface PlannedOperation {
  readonly plan: RunnablePlan;
  readonly variables: Readonly<Record<string, unknown>>;
}

/** The plans of one generation. */
export interface OperationPlans {
  /** Keeps a document that has been validated, so that its next request finds a plan. */
  remember(query: string, document: DocumentNode): void;
  /** Undefined for a document not seen yet, for what no plan is made of, and for wrong variables: the server proper tells. */
  find(asked: Asked, principal: Principal): PlannedOperation | undefined;
}

/** One operation of a document that is known to be valid. */
interface KnownOperation {
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
  /** Variables that decide which fields are asked for. */
  readonly conditions: readonly string[];
  /** By permissions and conditions; `undefined` for what is not compiled. */
  readonly plans: LRUCache<string, { readonly plan: RunnablePlan | undefined }>;
}

export function createOperationPlans(graph: CompilableGraph): OperationPlans {
  const known = new LRUCache<string, readonly KnownOperation[]>({ max: MOST_DOCUMENTS });
  const permissions = new WeakMap<ReadonlySet<string>, string>();

  function permissionsOf({ scopes }: Principal): string {
    const text = permissions.get(scopes) ?? [...scopes].toSorted().join(' ');
    permissions.set(scopes, text);
    return text;
  }

  return {
    remember(query, document) {
      if (!known.has(query)) known.set(query, toKnown(document));
    },
    find({ query, operationName, variables }, principal) {
      const operations = known.get(query);
      const chosen = operations && choose(operations, operationName);
      if (!chosen) return undefined;
      const coerced = coerce(graph.schema, chosen.operation, variables);
      if (!coerced) return undefined;
      const conditions = chosen.conditions.map((name) => String(coerced[name])).join();
      const key = `${conditions}|${permissionsOf(principal)}`;
      const held = chosen.plans.get(key) ?? { plan: compile(graph, chosen, { variables: coerced, principal }) };
      chosen.plans.set(key, held);
      return held.plan && { plan: held.plan, variables: coerced };
    },
  };
}

function compile(
  graph: CompilableGraph,
  { document, operation }: KnownOperation,
  given: { variables: Readonly<Record<string, unknown>>; principal: Principal },
): RunnablePlan | undefined {
  const plan = compileOperation(graph, { document, operation, ...given });
  const render = plan && emitRenderer(plan.root);
  return render && { ...plan, render };
}

const NO_VARIABLES = Object.freeze({});

function coerce(
  schema: GraphQLSchema,
  { variableDefinitions = [] }: OperationDefinitionNode,
  variables: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> | undefined {
  if (variableDefinitions.length === 0) return NO_VARIABLES;
  return getVariableValues(schema, variableDefinitions, variables, { maxErrors: MOST_COERCION_ERRORS }).coerced;
}

function choose(operations: readonly KnownOperation[], name: string | undefined): KnownOperation | undefined {
  if (name === undefined) return operations.length === 1 ? operations[0] : undefined;
  return operations.find(({ operation }) => operation.name?.value === name);
}

function toKnown(document: DocumentNode): KnownOperation[] {
  const conditions = conditionsIn(document);
  return document.definitions.flatMap((operation) =>
    operation.kind === Kind.OPERATION_DEFINITION
      ? [{ document, operation, conditions, plans: new LRUCache({ max: MOST_PLANS_OF_OPERATION }) }]
      : [],
  );
}

/** The variables that `@skip` and `@include` read anywhere in the document. */
function conditionsIn(document: DocumentNode): string[] {
  const names = new Set<string>();
  visit(document, {
    Directive({ name: { value: name }, arguments: given = [] }) {
      if (name !== 'skip' && name !== 'include') return;
      for (const { value } of given) if (value.kind === Kind.VARIABLE) names.add(value.name.value);
    },
  });
  return [...names];
}
