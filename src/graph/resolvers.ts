import {
  isObjectType,
  type GraphQLField,
  type GraphQLFieldResolver,
  type GraphQLObjectType,
  type GraphQLSchema,
} from 'graphql';
import { parseGlobalId } from '../domain/record-ref.ts';
import { AppError } from '../errors.ts';
import { customerById, recordById } from './fields/query-fields.ts';
import type { FieldsByType } from './fields/all-fields.ts';
import type { AnyField } from './field.ts';
import { toGraphError } from './graph-error.ts';
import type { InvoiceNode, OrderNode, ProductNode } from './nodes.ts';
import type { RequestContext } from './request-context.ts';
import { requireType } from './require-type.ts';
import { createFieldRules, isForbidden, type FieldRules, type FieldRulesOf } from './field-rules.ts';
import { released } from './released.ts';
import { scalars } from './scalars.ts';
import { toResolver } from './to-resolver.ts';
import { withhold } from './withhold.ts';

type Resolver = GraphQLFieldResolver<unknown, RequestContext, Record<string, unknown>>;

/** Resolvers for every field of the schema: each reads its definition, guarded by what the SDL says it takes to see it. */
export function createResolvers(schema: GraphQLSchema, definitions: FieldsByType) {
  const types = Object.values(schema.getTypeMap()).filter(isOurs);
  const rulesOf = createFieldRules(schema);
  const fields = Object.fromEntries(
    types.map((type) => [type.name, fieldResolvers(type, definitions[type.name], rulesOf)]),
  );
  return { ...fields, ...scalars, Node: { __resolveType: typeOfNode } };
}

/** How the router's `_entities` finds each type again. */
export const REFERENCES = {
  Customer: { __resolveReference: ({ id }: { id: string }, context: RequestContext) => referredCustomer(id, context) },
  Order: {
    __resolveReference: ({ id }: { id: string }, context: RequestContext) => referred<OrderNode>('Order', id, context),
  },
  Invoice: {
    __resolveReference: ({ id }: { id: string }, context: RequestContext) =>
      referred<InvoiceNode>('Invoice', id, context),
  },
  Product: { __resolveReference: ({ sku }: ProductNode): ProductNode => ({ sku }) },
};

function isOurs(type: unknown): type is GraphQLObjectType {
  return isObjectType(type) && !type.name.startsWith('_');
}

function fieldResolvers(
  type: GraphQLObjectType,
  definitions: FieldsByType[string] | undefined,
  rulesOf: FieldRulesOf,
): Record<string, Resolver> {
  const ours = Object.values(type.getFields()).filter(({ name }) => !name.startsWith('_'));
  return Object.fromEntries(
    ours.map((field) => {
      const resolver = toResolver(definitions?.[field.name], field.name);
      const rules = rulesOf(type.name, field.name);
      return [
        field.name,
        rules ? guarded(resolver, { rules, field, definition: definitions?.[field.name] }) : resolver,
      ];
    }),
  );
}

function guarded(
  resolver: Resolver,
  {
    rules,
    field,
    definition,
  }: { rules: FieldRules; field: GraphQLField<unknown, unknown>; definition: AnyField | undefined },
): Resolver {
  const coordinate = definition?.from === 'coordinate' ? definition.coordinate : undefined;
  const personal = rules.sensitivity?.name;
  return (parent, args, context, info) => {
    const forbidden = isForbidden(rules, context.principal);
    if (personal !== undefined) {
      context.reads.touch(parent);
      if (forbidden || !context.release) context.reads.note(personal, forbidden);
    }
    if (forbidden) {
      withhold(parent, coordinate);
      throw toGraphError(new AppError('FIELD_FORBIDDEN'));
    }
    const resolve = () => resolver(parent, args, context, info);
    if (!context.release) return rethrown(resolve);
    return rethrown(() => released(resolve, { rules, field, parent, context, info }));
  };
}

/** Errors of ours reach the executor with their extensions, whether thrown at once or later. */
function rethrown(resolve: () => unknown): unknown {
  try {
    const result = resolve();
    return result instanceof Promise ? result.catch(fail) : result;
  } catch (error) {
    return fail(error);
  }
}

function fail(error: unknown): never {
  throw error instanceof AppError ? toGraphError(error) : error;
}

function typeOfNode(node: object): string {
  if ('identity' in node) return 'Customer';
  return 'orderedAt' in node ? 'Order' : 'Invoice';
}

async function referredCustomer(id: string, context: RequestContext) {
  requireType('Customer', context);
  return customerById(id, context).catch(fail);
}

async function referred<Node extends object>(
  type: 'Order' | 'Invoice',
  id: string,
  context: RequestContext,
): Promise<Node | null> {
  requireType(type, context);
  const ref = parseGlobalId(type === 'Order' ? 'order' : 'invoice', id);
  return ref ? recordById<Node>(type, ref, { context, place: { path: ['_entities'] } }) : null;
}
