import type { CustomerKey, QueryResolvers } from '../../generated/graph.ts';
import type { IdentifierQuery } from '../../identity/identity.ts';
import { parseGlobalId, type RecordRef } from '../../domain/record-ref.ts';
import { loadParts, recordsIn } from '../../federation/parts.ts';
import { AppError } from '../../errors.ts';
import { pageSize } from '../connection.ts';
import { customerPage, findable, searchPage } from '../customer-list.ts';
import { toCustomerNode, type CustomerNode } from '../customer-node.ts';
import { own, type FieldsOf, type Place } from '../field.ts';
import type { OrderNode, InvoiceNode } from '../nodes.ts';
import { parseDuration } from '../duration.ts';
import { toGraphError } from '../graph-error.ts';
import type { SeenField } from '../release.ts';
import { requireType } from '../require-type.ts';
import type { RequestContext } from '../request-context.ts';
import { settleParts, tellUnknown } from '../settle-parts.ts';

export const queryFields: FieldsOf<QueryResolvers> = {
  customer: own(async (_root, { id, maxAge, asOf }, context) => {
    const maxAgeMs = maxAge == null ? undefined : parseDuration(maxAge);
    if (asOf == null) return customerById(id, context, maxAgeMs);
    const past = (await context.identity.asOf(asOf).recordsOf([id])).get(id);
    if (!past || !(await context.customers.shows(past))) throw new AppError('CUSTOMER_NOT_FOUND');
    return toCustomerNode(past, maxAgeMs);
  }),
  customerBy: own(async (_root, { key }, context) => {
    const found = await findable(await customersByKey(key, context), fieldsOfKey(key), context);
    if (found.length > 1) throw new AppError('IDENTITY_AMBIGUOUS');
    const [identity] = found;
    if (!identity) throw new AppError('CUSTOMER_NOT_FOUND');
    return toCustomerNode(identity);
  }),
  customers: own((_root, args, context) => customerPage(args, context)),
  searchCustomers: own((_root, { text, first }, context, place) =>
    searchPage({ text, first: pageSize(first) }, context, place),
  ),
  product: own(async (_root, { sku }, context, place) => {
    const parts = await loadParts(context.routing.of('Product'), context.loaders, { keysOf: () => [sku] });
    const [product] = settleParts<{ sku: string }>(parts, context, place);
    if (!product) tellUnknown(parts, context, place);
    return product ? { sku } : null;
  }),
  order: own((_root, { id }, context, place) => {
    const ref = parseGlobalId('order', id);
    return ref ? recordById<OrderNode>('Order', ref, { context, place }) : null;
  }),
  node: own((_root, { id }, context, place) => nodeById(id, { context, place })),
  sources: own((_root, _args, context) => context.connectors),
  viewer: own((_root, _args, context) => context.principal),
};

export async function customerById(id: string, context: RequestContext, maxAgeMs?: number): Promise<CustomerNode> {
  const identity = await context.customers.load(id);
  if (!identity) throw new AppError('CUSTOMER_NOT_FOUND');
  return toCustomerNode(identity, maxAgeMs);
}

/** A record by its global id: only its own source can know it. */
export async function recordById<Node extends object>(
  coordinate: 'Order' | 'Invoice',
  ref: RecordRef,
  { context, place }: { context: RequestContext; place: Place },
): Promise<Node | null> {
  const routes = context.routing.of(coordinate).filter(({ route }) => route.source === ref.source && route.by === 'id');
  const parts = await loadParts(routes, context.loaders, { keysOf: () => [ref.id] });
  settleParts(parts, context, place);
  const [record] = recordsIn<Node>(parts);
  if (!record) tellUnknown(parts, context, place);
  if (!record || (await belongsToShown(record, ref, context))) return record ?? null;
  context.faults.push(toGraphError(new AppError('RECORD_NOT_FOUND', { source: ref.source }), place.path));
  return null;
}

/** Finds whom a record speaks of, for what its fields may show; a record of nobody the caller may know is none. */
async function belongsToShown(record: object, { source }: RecordRef, context: RequestContext): Promise<boolean> {
  const { customers, identity, owners, release } = context;
  if (!release && !customers.isFiltered) return true;
  const number: unknown = Reflect.get(record, 'customerId');
  const refs = typeof number === 'string' ? [{ source, id: number }] : [];
  const [id] = (await identity.customersOf(refs)).values();
  const owner = id === undefined ? undefined : await customers.load(id);
  if (owner) owners.set(record, toCustomerNode(owner));
  return owner !== undefined || !customers.isFiltered;
}

async function nodeById(
  id: string,
  at: { context: RequestContext; place: Place },
): Promise<CustomerNode | OrderNode | InvoiceNode | null> {
  const order = parseGlobalId('order', id);
  const invoice = parseGlobalId('invoice', id);
  requireType(order ? 'Order' : invoice ? 'Invoice' : 'Customer', at.context);
  if (order) return recordById<OrderNode>('Order', order, at);
  if (invoice) return recordById<InvoiceNode>('Invoice', invoice, at);
  return customerById(id, at.context);
}

/** What finding a customer by a key tells of them: who may not see it in full may not find them by it either. */
const FIELDS_OF_KEY: Readonly<Record<keyof CustomerKey, readonly SeenField[]>> = {
  email: [['Customer', 'emails']],
  phone: [['Customer', 'phones']],
  taxId: [['Customer', 'identifiers']],
  externalId: [['Customer', 'identifiers']],
  record: [['SourceRecord', 'recordId']],
};

function fieldsOfKey(key: CustomerKey): readonly SeenField[] {
  return (Object.keys(FIELDS_OF_KEY) as (keyof CustomerKey)[]).flatMap((name) =>
    key[name] == null ? [] : FIELDS_OF_KEY[name],
  );
}

async function customersByKey(key: CustomerKey, { identity }: RequestContext): Promise<readonly string[]> {
  if (key.record) return [...(await identity.customersOf([key.record])).values()];
  const identifier = toIdentifier(key);
  return identifier ? identity.findBy(identifier) : [];
}

function toIdentifier({ email, phone, taxId, externalId }: CustomerKey): IdentifierQuery | undefined {
  if (email != null) return { type: 'EMAIL', value: email };
  if (phone != null) return { type: 'PHONE', value: phone };
  if (taxId != null) return { type: 'TAX_ID', value: taxId };
  return externalId ?? undefined;
}
