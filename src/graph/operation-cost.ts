import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  getNamedType,
  GraphQLBoolean,
  GraphQLDirective,
  type GraphQLField,
  GraphQLInt,
  GraphQLList,
  type GraphQLNamedType,
  type GraphQLSchema,
  GraphQLString,
  getDirectiveValues,
  isCompositeType,
  isInterfaceType,
  isListType,
  isNonNullType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';

type Variables = Readonly<Record<string, unknown>>;

/** Directives of the IBM cost specification, as federation carries them. */
const cost = new GraphQLDirective({ name: 'cost', locations: [], args: { weight: { type: GraphQLInt } } });
const listSize = new GraphQLDirective({
  name: 'listSize',
  locations: [],
  args: {
    assumedSize: { type: GraphQLInt },
    slicingArguments: { type: new GraphQLList(GraphQLString) },
    sizedFields: { type: new GraphQLList(GraphQLString) },
    requireOneSlicingArgument: { type: GraphQLBoolean },
  },
});

/** What a field costs, read from the SDL once. */
interface FieldCost extends ListSize {
  readonly weight: number;
  readonly isList: boolean;
}

interface ListSize {
  readonly assumedSize: number | undefined;
  readonly slicingArguments: readonly string[];
  readonly sizedFields: ReadonlySet<string>;
}

/**
 * Estimates what an operation costs at most: every object 1 (or its `@cost`), every leaf 0, times the sizes that
 * `@listSize` and its slicing arguments give, variables included. Fragments are counted once each and shared.
 */
export function createCostEstimator(schema: GraphQLSchema) {
  const costs = new WeakMap<GraphQLField<unknown, unknown>, FieldCost>();
  const costOf = (field: GraphQLField<unknown, unknown>): FieldCost => {
    const known = costs.get(field) ?? readCost(field);
    costs.set(field, known);
    return known;
  };
  return (document: DocumentNode, operationName: string | undefined, variables: Variables): number => {
    const operations = document.definitions.filter((node) => node.kind === Kind.OPERATION_DEFINITION);
    const operation = operations.find(({ name }) => operationName === undefined || name?.value === operationName);
    const root = operation && schema.getRootType(operation.operation);
    if (!operation || !root) return 0;
    const given = { ...toDefaults(operation), ...variables };
    return new Estimate(schema, document, { variables: given, costOf }).ofSelections(
      operation.selectionSet,
      root,
      undefined,
    );
  };
}

/** The numbers that hold for variables nobody gives. */
function toDefaults({ variableDefinitions = [] }: OperationDefinitionNode): Variables {
  const defaults = variableDefinitions.map(({ variable, defaultValue }) =>
    defaultValue?.kind === Kind.INT ? [[variable.name.value, Number(defaultValue.value)] as const] : [],
  );
  return Object.fromEntries(defaults.flat());
}

/** A list that a connection announced for the fields inside it. */
interface Announced {
  readonly fields: ReadonlySet<string>;
  readonly size: number;
}

class Estimate {
  readonly #schema: GraphQLSchema;
  readonly #variables: Variables;
  readonly #costOf: (field: GraphQLField<unknown, unknown>) => FieldCost;
  readonly #fragments = new Map<string, FragmentDefinitionNode>();
  readonly #fragmentCosts = new Map<string, number>();

  constructor(
    schema: GraphQLSchema,
    document: DocumentNode,
    { variables, costOf }: { variables: Variables; costOf: (field: GraphQLField<unknown, unknown>) => FieldCost },
  ) {
    this.#schema = schema;
    this.#variables = variables;
    this.#costOf = costOf;
    for (const node of document.definitions) {
      if (node.kind === Kind.FRAGMENT_DEFINITION) this.#fragments.set(node.name.value, node);
    }
  }

  ofSelections({ selections }: SelectionSetNode, type: GraphQLNamedType, announced: Announced | undefined): number {
    return selections.reduce((sum, selection) => {
      if (selection.kind === Kind.FIELD) return sum + this.#ofField(selection, type, announced);
      if (selection.kind === Kind.FRAGMENT_SPREAD) return sum + this.#ofFragment(selection.name.value, announced);
      const condition = selection.typeCondition && this.#schema.getType(selection.typeCondition.name.value);
      return sum + this.ofSelections(selection.selectionSet, condition ?? type, announced);
    }, 0);
  }

  #ofFragment(name: string, announced: Announced | undefined): number {
    const key = announced ? `${name}|${announced.size}|${[...announced.fields].join()}` : name;
    const known = this.#fragmentCosts.get(key);
    if (known !== undefined) return known;
    this.#fragmentCosts.set(key, 0); // A circle counts as nothing; validation refuses it.
    const fragment = this.#fragments.get(name);
    const type = fragment && this.#schema.getType(fragment.typeCondition.name.value);
    const total = fragment && type ? this.ofSelections(fragment.selectionSet, type, announced) : 0;
    this.#fragmentCosts.set(key, total);
    return total;
  }

  #ofField(node: FieldNode, type: GraphQLNamedType, announced: Announced | undefined): number {
    const field = isObjectType(type) || isInterfaceType(type) ? type.getFields()[node.name.value] : undefined;
    if (!field) return 0;
    const fieldCost = this.#costOf(field);
    const size = this.#sizeOf(node, field, fieldCost);
    const inside = fieldCost.sizedFields.size > 0 ? { fields: fieldCost.sizedFields, size: size ?? 1 } : undefined;
    const children = node.selectionSet ? this.ofSelections(node.selectionSet, getNamedType(field.type), inside) : 0;
    const times = announced?.fields.has(node.name.value) ? announced.size : fieldCost.isList ? (size ?? 1) : 1;
    return times * (fieldCost.weight + children);
  }

  #sizeOf(
    node: FieldNode,
    field: GraphQLField<unknown, unknown>,
    { slicingArguments, assumedSize }: FieldCost,
  ): number | undefined {
    const sizes = slicingArguments.flatMap((name) => {
      const value = this.#argument(node, name) ?? field.args.find((argument) => argument.name === name)?.defaultValue;
      return typeof value === 'number' && Number.isFinite(value) ? [Math.max(0, value)] : [];
    });
    return sizes.length > 0 ? Math.max(...sizes) : (assumedSize ?? this.#longestList(node));
  }

  /** Of a field that gives something for each of what it is given, such as `_entities`. */
  #longestList(node: FieldNode): number | undefined {
    const lengths = (node.arguments ?? []).flatMap(({ name, value }) => {
      const list = value.kind === Kind.LIST ? value.values : this.#argument(node, name.value);
      return Array.isArray(list) ? [list.length] : [];
    });
    return lengths.length > 0 ? Math.max(...lengths) : undefined;
  }

  #argument(node: FieldNode, name: string): unknown {
    const value = node.arguments?.find((argument) => argument.name.value === name)?.value;
    if (value?.kind === Kind.INT) return Number(value.value);
    return value?.kind === Kind.VARIABLE ? this.#variables[value.name.value] : undefined;
  }
}

function readCost(field: GraphQLField<unknown, unknown>): FieldCost {
  const weight = field.astNode ? getDirectiveValues(cost, field.astNode)?.['weight'] : undefined;
  const nullable = isNonNullType(field.type) ? field.type.ofType : field.type;
  return {
    weight: typeof weight === 'number' ? weight : isCompositeType(getNamedType(field.type)) ? 1 : 0,
    isList: isListType(nullable),
    ...readListSize(field),
  };
}

/** What `@listSize` says of the field. */
export function readListSize({ astNode }: GraphQLField<unknown, unknown>): ListSize {
  const sizes = astNode ? getDirectiveValues(listSize, astNode) : undefined;
  return {
    assumedSize: sizes?.['assumedSize'] as number | undefined,
    slicingArguments: (sizes?.['slicingArguments'] as string[] | undefined) ?? [],
    sizedFields: new Set((sizes?.['sizedFields'] as string[] | undefined) ?? []),
  };
}
