import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  getNamedType,
  GraphQLError,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
  isAbstractType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  OperationTypeNode,
  TypeNameMetaFieldDef,
} from 'graphql';
import { collectFields, collectSubfields } from 'graphql/execution/collectFields.js';
import type { Principal } from '../../access/principal.ts';
import type { FieldsByType } from '../fields/all-fields.ts';
import type { FieldRulesOf } from '../field-rules.ts';
import { hasScopes, requiredScopes } from '../required-scopes.ts';
import {
  isLoadedShape,
  type OperationPlan,
  type PersonalField,
  selectionsIn,
  type Selection,
  type Shape,
  type Step,
} from './operation-plan.ts';

type Fields = ReadonlyMap<string, readonly FieldNode[]>;

/** What operations are compiled for. */
export interface CompilableGraph {
  readonly schema: GraphQLSchema;
  /** Definitions by type and field. */
  readonly fields: FieldsByType;
  readonly rulesOf: FieldRulesOf;
}

export interface OperationToCompile {
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
  /** Coerced; only the variables that `@skip` and `@include` name are looked at. */
  readonly variables: Readonly<Record<string, unknown>>;
  readonly principal: Pick<Principal, 'scopes'>;
}

/** Something only the walking executor does. */
class NotCompiled extends Error {}

/**
 * Compiles a valid operation. Undefined for what the walking executor keeps: mutations, subscriptions, introspection,
 * the entities of a federation router, and conditions that are no boolean.
 */
export function compileOperation(graph: CompilableGraph, toCompile: OperationToCompile): OperationPlan | undefined {
  const root = graph.schema.getQueryType();
  if (toCompile.operation.operation !== OperationTypeNode.QUERY || !root) return undefined;
  try {
    return new Compiler(graph, toCompile).plan(root);
  } catch (error) {
    // A condition that is null is told where it stands, by the walking executor.
    if (error instanceof NotCompiled || error instanceof GraphQLError) return undefined;
    throw error;
  }
}

class Compiler {
  readonly #graph: CompilableGraph;
  readonly #fragments: Record<string, FragmentDefinitionNode>;
  readonly #toCompile: OperationToCompile;
  #selections = 0;
  #steps = 0;

  constructor(graph: CompilableGraph, toCompile: OperationToCompile) {
    this.#graph = graph;
    this.#toCompile = toCompile;
    const fragments = toCompile.document.definitions.filter((node) => node.kind === Kind.FRAGMENT_DEFINITION);
    this.#fragments = Object.fromEntries(fragments.map((node) => [node.name.value, node]));
  }

  plan(root: GraphQLObjectType): OperationPlan {
    const { operation, variables } = this.#toCompile;
    const fields = collectFields(this.#graph.schema, this.#fragments, { ...variables }, root, operation.selectionSet);
    const selection = this.#selection(root, fields);
    return { operation, root: selection, stepCount: this.#steps };
  }

  #selection(type: GraphQLObjectType, fields: Fields): Selection {
    const index = this.#selections++;
    const slots = { count: 0, profile: undefined as number | undefined };
    const steps = [...fields].map(([key, nodes]) => this.#step(type, { key, nodes, slots }));
    const profileAsks = steps.flatMap(({ definition, isForbidden }) =>
      definition?.from === 'profile' && !isForbidden ? definition : [],
    );
    return { index, type, steps, profileAsks, personal: this.#personalIn(type, steps), isLoaded: slots.count > 0 };
  }

  #personalIn(type: GraphQLObjectType, steps: readonly Step[]): PersonalField[] {
    return steps.flatMap(({ field, isForbidden, shape }) => {
      const name = this.#graph.rulesOf(type.name, field.name)?.sensitivity?.name;
      const below = isForbidden ? [] : selectionsIn(shape).filter(({ isLoaded }) => !isLoaded);
      return [...(name === undefined ? [] : [{ name, isForbidden }]), ...below.flatMap(({ personal }) => personal)];
    });
  }

  #step(
    type: GraphQLObjectType,
    { key, nodes, slots }: { key: string; nodes: readonly FieldNode[]; slots: Slots },
  ): Step {
    const name = nodes[0]?.name.value ?? '';
    const field = this.#fieldOf(type, name);
    const definition = this.#graph.fields[type.name]?.[name];
    // Plans are kept by scopes alone, and refuse fields only.
    const rules = this.#graph.rulesOf(type.name, name);
    if (rules && (rules.policies.length > 0 || rules.refusesOperation)) throw new NotCompiled(name);
    const required = requiredScopes(type, field);
    const isForbidden = required.length > 0 && !hasScopes(this.#toCompile.principal, required);
    const index = this.#steps++;
    const shape = this.#shape(field.type, nodes);
    const slot = slotOf({ definition, isForbidden, shape, slots });
    return { index, key, nodes, parentType: type.name, field, definition, isForbidden, shape, slot };
  }

  #fieldOf(type: GraphQLObjectType, name: string): GraphQLField<unknown, unknown> {
    if (name === TypeNameMetaFieldDef.name) return TypeNameMetaFieldDef;
    const field = type.getFields()[name];
    if (!field || name.startsWith('_')) throw new NotCompiled(name);
    return field;
  }

  #shape(type: GraphQLOutputType, nodes: readonly FieldNode[]): Shape {
    const nonNull = isNonNullType(type);
    const nullable = isNonNullType(type) ? type.ofType : type;
    if (isListType(nullable))
      return { kind: 'list', nonNull, of: this.#shape(nullable.ofType as GraphQLOutputType, nodes) };
    if (isLeafType(nullable)) return { kind: 'leaf', nonNull, type: nullable };
    const named = getNamedType(nullable);
    if (isObjectType(named)) return { kind: 'object', nonNull, selection: this.#below(named, nodes) };
    if (!isAbstractType(named)) throw new NotCompiled(named.name);
    const possible = this.#graph.schema.getPossibleTypes(named);
    const selections = new Map(possible.map((each) => [each.name, this.#below(each, nodes)]));
    return { kind: 'abstract', nonNull, type: named, selections };
  }

  #below(type: GraphQLObjectType, nodes: readonly FieldNode[]): Selection {
    const { variables } = this.#toCompile;
    return this.#selection(
      type,
      collectSubfields(this.#graph.schema, this.#fragments, { ...variables }, type, [...nodes]),
    );
  }
}

interface Slots {
  count: number;
  /** All fields of the merged record stand on one. */
  profile: number | undefined;
}

function slotOf({
  definition,
  isForbidden,
  shape,
  slots,
}: Pick<Step, 'definition' | 'isForbidden' | 'shape'> & { slots: Slots }): number | undefined {
  if (!isForbidden && definition?.from === 'profile') {
    if (isLoadedShape(shape)) throw new NotCompiled('a merged value with more to load');
    slots.profile ??= slots.count++;
    return slots.profile;
  }
  const isLoaded = isForbidden || definition?.from === 'coordinate' || definition?.from === 'gateway';
  return isLoaded || isLoadedShape(shape) ? slots.count++ : undefined;
}
