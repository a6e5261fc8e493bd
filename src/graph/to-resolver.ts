import type { GraphQLFieldResolver, GraphQLResolveInfo } from 'graphql';
import { invoiceKeys, orderKeys, productKeys } from '../federation/keys.ts';
import type { LiveRoute } from '../federation/live-route.ts';
import { problemOf } from '../federation/field-problems.ts';
import { failuresIn, loadParts, type Part } from '../federation/parts.ts';
import type { ProfileRecord } from '../profile/profile.ts';
import { customerParts, customerProfile, type CustomerNode } from './customer-node.ts';
import type { AnyField, Place } from './field.ts';
import { toGraphError, toProblemError } from './graph-error.ts';
import type { InvoiceNode, OrderNode, ProductNode } from './nodes.ts';
import type { RequestContext } from './request-context.ts';
import { settleParts, tellUnknown } from './settle-parts.ts';

type Resolver = GraphQLFieldResolver<unknown, RequestContext, Record<string, unknown>>;

/** The walking executor's reading of a field definition: loads what it names, applies it, explains a null. */
export function toResolver(field: AnyField | undefined, name: string): Resolver {
  if (!field)
    return (parent, _args, context, info) => explained(readOwn(parent, name), { parent, name, context, info });
  if (field.from === 'parent') {
    return (parent, args, context, info) =>
      explained(field.read(parent as never, args as never), { parent, name, context, info });
  }
  if (field.from === 'gateway') {
    return (parent, args, context, info) => field.resolve(parent as never, args as never, context, toPlace(info));
  }
  if (field.from === 'profile') {
    return async (parent, args, context, info) => {
      const { profile, parts } = await customerProfile(parent as CustomerNode, context);
      const value: unknown = field.read(profile, args as never);
      tellAbsent(parent as CustomerNode, parts, context, info);
      if (value === null) explainProfileNull({ fields: field.fields, records: profile.records, parts }, context, info);
      return value;
    };
  }
  return async (parent, args, context, info) => {
    const parts = await partsOf(parent, field.coordinate, context, info.parentType.name);
    const rows = settleParts<never>(parts, context, toPlace(info));
    const value: unknown = field.read(rows, args as never, parent as never);
    if (value == null) explainRowNull(rows, name, context, info);
    // A customer's missing records stand in its sections.
    if (value == null && info.parentType.name !== 'Customer') tellUnknown(parts, context, toPlace(info));
    return value;
  };
}

function partsOf(parent: unknown, coordinate: string, context: RequestContext, type: string): Promise<readonly Part[]> {
  if (type === 'Customer') return customerParts(parent as CustomerNode, coordinate, context);
  const keysOf = KEYS[type];
  if (!keysOf) return Promise.resolve([]);
  return loadParts(context.routing.of(coordinate), context.loaders, {
    keysOf: (live) => keysOf(parent as never, live),
  });
}

/** What a parent of each type knows of the keys a route may ask by. */
const KEYS: Readonly<Record<string, (parent: never, live: LiveRoute) => readonly string[]>> = {
  Order: (order: OrderNode, live) => orderKeys(order, live),
  Invoice: (invoice: InvoiceNode, live) => invoiceKeys(invoice, live),
  Product: (product: ProductNode) => productKeys(product),
};

function readOwn(parent: unknown, name: string): unknown {
  return typeof parent === 'object' && parent !== null ? Reflect.get(parent, name) : undefined;
}

/** A null, or a gap in a list, that a source's bad value left says so; a null that the source sent is just that. */
function explained(
  value: unknown,
  at: { parent: unknown; name: string; context: RequestContext; info: GraphQLResolveInfo },
): unknown {
  if (value !== null && value !== undefined && !Array.isArray(value)) return value;
  if (typeof at.parent === 'object' && at.parent !== null) explainRowNull([at.parent], at.name, at.context, at.info);
  return value;
}

function explainRowNull(
  rows: readonly object[],
  name: string,
  { faults }: RequestContext,
  info: GraphQLResolveInfo,
): void {
  for (const row of rows) {
    const problem = problemOf(row, name);
    const source: unknown = Reflect.get(row, 'source');
    if (problem)
      faults.push(toProblemError(typeof source === 'string' ? source : undefined, problem, toPlace(info).path));
  }
}

/** A record that is merged without one of its sources may show another value than it would with it: said once per customer. */
function tellAbsent(
  { absent }: CustomerNode,
  parts: readonly Part[],
  { faults }: RequestContext,
  info: GraphQLResolveInfo,
): void {
  for (const failure of failuresIn(parts)) {
    const source = failure.source ?? '';
    if (absent.has(source)) continue;
    absent.add(source);
    faults.push(toGraphError(failure, toPlace(info).path.slice(0, -1)));
  }
}

function explainProfileNull(
  { fields, records, parts }: { fields: readonly string[]; records: readonly ProfileRecord[]; parts: readonly Part[] },
  { faults }: RequestContext,
  info: GraphQLResolveInfo,
): void {
  const { path } = toPlace(info);
  for (const failure of failuresIn(parts)) faults.push(toGraphError(failure, path));
  for (const { record, ref } of records) {
    for (const field of fields) {
      const problem = problemOf(record, field);
      if (problem) faults.push(toProblemError(ref.source, problem, path));
    }
  }
}

function toPlace(info: GraphQLResolveInfo): Place {
  const path: (string | number)[] = [];
  for (let step: GraphQLResolveInfo['path'] | undefined = info.path; step; step = step.prev) path.unshift(step.key);
  return { path };
}
