import { type DocumentNode, type GraphQLSchema, Kind, parse } from 'graphql';
import { LRUCache } from 'lru-cache';
import type { Principal } from '../access/principal.ts';
import type { Config } from '../config/config.ts';
import { AppError } from '../errors.ts';
import { type DocumentSize, measureDocument } from './document-limits.ts';
import { createCostEstimator } from './operation-cost.ts';

type Limits = Config['limits'];

interface Body {
  readonly query: string;
  readonly operationName: string | undefined;
  readonly variables: Readonly<Record<string, unknown>>;
}

/** Parsed once per text; undefined for what does not parse, which is then told by the parser proper. */
interface Measured {
  readonly document: DocumentNode;
  readonly size: DocumentSize & { readonly unknownRoot: string | undefined };
  /** By operation, where no variable changes it. */
  readonly costs: Map<string, number>;
  readonly isConstant: boolean;
}

/** Variables of these types name no size of a list. */
const SIZELESS: ReadonlySet<string> = new Set(['ID', 'String', 'Boolean']);

const REMEMBERED_DOCUMENTS = 1_000;

/**
 * Measures what an operation costs, before it is validated or run. The function it gives throws QUERY_TOO_COSTLY for one
 * that asks for too much, FORBIDDEN for one that asks for the schema without leave, BAD_REQUEST for
 * one of a kind the schema does not have.
 */
export function createPreflight(
  schema: GraphQLSchema,
  { limits, introspection }: { limits: Limits; introspection: boolean },
) {
  const measured = new LRUCache<string, { readonly known: Measured | undefined }>({ max: REMEMBERED_DOCUMENTS });
  const estimate = createCostEstimator(schema);

  function measure(query: string): Measured | undefined {
    const cached = measured.get(query);
    if (cached) return cached.known;
    const known = tryMeasure(query, limits.maxTokens, schema);
    measured.set(query, { known });
    return known;
  }

  function costOf({ document, costs, isConstant }: Measured, name: string | undefined, variables: Body['variables']) {
    const cached = isConstant ? costs.get(name ?? '') : undefined;
    const cost = cached ?? estimate(document, name, variables);
    // A name that the document does not have costs nothing, and is not worth remembering.
    if (isConstant && cost > 0) costs.set(name ?? '', cost);
    return cost;
  }

  return ({ query, operationName, variables }: Body, principal: Principal): number => {
    const known = measure(query);
    if (!known) return 0;
    const excess = excessOf(known.size, limits);
    if (excess) throw new AppError('QUERY_TOO_COSTLY', { message: excess });
    if (known.size.unknownRoot) {
      throw new AppError('BAD_REQUEST', { message: `The schema has no ${known.size.unknownRoot}s.` });
    }
    if (known.size.introspects && !(introspection && principal.scopes.has('introspection'))) {
      throw new AppError('FORBIDDEN', {
        message: 'Reading the schema takes a credential with the scope introspection.',
      });
    }
    const cost = costOf(known, operationName, variables);
    const maxCost = principal.limits?.maxCost ?? limits.maxCost;
    if (cost <= maxCost) return cost;
    throw new AppError('QUERY_TOO_COSTLY', { message: tooMuch('cost', cost, maxCost) });
  };
}

function tryMeasure(query: string, maxTokens: number, schema: GraphQLSchema): Measured | undefined {
  try {
    const document = parse(query, { maxTokens, noLocation: true });
    const size = { ...measureDocument(document), unknownRoot: unknownRootIn(document, schema) };
    return { document, size, costs: new Map(), isConstant: hasConstantCost(document) };
  } catch {
    return undefined;
  }
}

function hasConstantCost(document: DocumentNode): boolean {
  return document.definitions.every(
    (node) =>
      node.kind !== Kind.OPERATION_DEFINITION ||
      (node.variableDefinitions ?? []).every(({ type }) => {
        const named = type.kind === Kind.NON_NULL_TYPE ? type.type : type;
        return named.kind === Kind.NAMED_TYPE && SIZELESS.has(named.name.value);
      }),
  );
}

/** The kind of an operation that the schema has no root type for; graphql-js would find out only when it runs. */
function unknownRootIn({ definitions }: DocumentNode, schema: GraphQLSchema): string | undefined {
  const kinds = definitions.flatMap((node) => (node.kind === Kind.OPERATION_DEFINITION ? [node.operation] : []));
  return kinds.find((kind) => !schema.getRootType(kind));
}

function excessOf(size: DocumentSize, limits: Limits): string | undefined {
  const checks = [
    ['depth', size.depth, limits.maxDepth],
    ['number of aliases', size.aliases, limits.maxAliases],
    ['number of directives', size.directives, limits.maxDirectives],
    ['number of fields at the top', size.rootFields, limits.maxRootFields],
    ['number of fields', size.fields, limits.maxFields],
  ] as const;
  const over = checks.find(([, actual, most]) => actual > most);
  return over && tooMuch(over[0], over[1], over[2]);
}

function tooMuch(what: string, actual: number, most: number): string {
  return `The query's ${what} is ${actual}; at most ${most} is allowed.`;
}
