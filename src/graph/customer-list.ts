import type { CustomerFilter, CustomerOrder } from '../generated/graph.ts';
import { recordKey } from '../domain/record-ref.ts';
import { AppError } from '../errors.ts';
import type { CustomerIdentity, CustomerPageQuery } from '../identity/identity.ts';
import { pageSize, type PageArguments } from './connection.ts';
import { toCustomerNode } from './customer-node.ts';
import type { Place } from './field.ts';
import { toGraphError } from './graph-error.ts';
import { seesInFull, type SeenField } from './release.ts';
import type { RequestContext } from './request-context.ts';

interface ListArguments extends PageArguments {
  readonly filter?: CustomerFilter | null | undefined;
  readonly orderBy?: CustomerOrder | null | undefined;
}

const SHORTEST_SEARCH = 2;
const LOOKED_AT_ONCE = 200;
const MOST_LOOKED_AT = 10_000;
const TOO_MANY_TO_LOOK_AT = 'Too many customers would have to be looked at for this page; narrow it with `filter`.';

/** A page of the identity spine; the customers themselves are read by whoever asks for their fields. */
export async function customerPage({ first, after, filter, orderBy }: ListArguments, context: RequestContext) {
  const { kind, source } = filter ?? {};
  const query = {
    first: pageSize(first),
    ...(after != null && { after: decodeAfter(after) }),
    ...(orderBy?.direction === 'DESC' && { newestFirst: true }),
    filter: { ...(kind != null && { kind }), ...(source != null && { source }) },
  };
  if (context.customers.isFiltered) return shownPage(query, context);
  const page = await context.identity.list(query);
  const customers = await loadAll(page.ids, context);
  return toPage(customers, { hasNextPage: page.hasMore, hasPreviousPage: after != null, totalCount: page.total });
}

/** A page of those that exist for the caller. How many there are in all nobody can tell without reading every customer. */
async function shownPage(query: CustomerPageQuery, context: RequestContext) {
  const shown: CustomerIdentity[] = [];
  let { after } = query;
  for (let looked = 0, hasMore = true; hasMore && shown.length <= query.first; looked += LOOKED_AT_ONCE) {
    if (looked >= MOST_LOOKED_AT) throw new AppError('QUERY_TOO_COSTLY', { message: TOO_MANY_TO_LOOK_AT });
    const page = await context.identity.list({
      ...query,
      first: LOOKED_AT_ONCE,
      ...(after !== undefined && { after }),
    });
    shown.push(...(await loadAll(page.ids, context)));
    after = page.ids.at(-1) ?? after;
    hasMore = page.hasMore;
  }
  const hasNextPage = shown.length > query.first;
  const hasPreviousPage = query.after !== undefined;
  return toPage(shown.slice(0, query.first), { hasNextPage, hasPreviousPage, totalCount: null });
}

/** Asks every source that can search, and shows each customer found once. A source that fails is reported beside the rest. */
export async function searchPage(
  { text, first }: { text: string; first: number },
  context: RequestContext,
  place: Place,
) {
  const wanted = text.trim();
  if (wanted.length < SHORTEST_SEARCH) {
    throw new AppError('BAD_REQUEST', { message: `text: expected at least ${SHORTEST_SEARCH} characters.` });
  }
  const found = await Promise.all(
    context.connectors.flatMap(({ name, search }) =>
      search
        ? [searchSource({ name, search: () => search.search(wanted, first, searchContext(context)) }, context, place)]
        : [],
    ),
  );
  const linked = await context.identity.customersOf(found.flat());
  const ids = new Set(found.flat().flatMap((ref) => linked.get(recordKey(ref)) ?? []));
  const looked = context.release || context.customers.isFiltered ? [...ids] : [...ids].slice(0, first);
  const customers = await findable(looked, SEARCHED, context);
  const hasNextPage = looked.length < ids.size || customers.length > first;
  return toPage(customers.slice(0, first), { hasNextPage, hasPreviousPage: false, totalCount: null });
}

/** A customer is found by what sources compare a text with; who may not see all of it in full does not learn that it fits. */
const SEARCHED: readonly SeenField[] = [
  ['Customer', 'displayName'],
  ['Customer', 'emails'],
  ['Customer', 'phones'],
  ['Customer', 'identifiers'],
  ['SourceRecord', 'recordId'],
];

/** The customers that exist for the caller and that may be found by these fields. */
export async function findable(
  ids: readonly string[],
  fields: readonly SeenField[],
  context: RequestContext,
): Promise<CustomerIdentity[]> {
  // Nobody found takes as long as somebody hidden.
  if (ids.length === 0 && context.customers.isFiltered) await context.customers.load('');
  const customers = await loadAll(ids, context);
  const seen = await Promise.all(customers.map((customer) => seesInFull(customer, fields, context)));
  return customers.filter((_, index) => seen[index]);
}

async function searchSource(
  { name, search }: { name: string; search: () => Promise<readonly { key: string }[]> },
  { faults }: RequestContext,
  { path }: Place,
) {
  try {
    return (await search()).map(({ key }) => ({ source: name, id: key }));
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    faults.push(toGraphError(error, path));
    return [];
  }
}

function searchContext({ signal, calls }: RequestContext) {
  return { coordinate: 'Customer', keys: 1, signal, observer: calls };
}

async function loadAll(ids: readonly string[], { customers }: RequestContext): Promise<CustomerIdentity[]> {
  const loaded = await Promise.all(ids.map((id) => customers.load(id)));
  return loaded.filter((customer) => customer !== undefined);
}

function toPage(
  customers: readonly CustomerIdentity[],
  { totalCount, ...more }: { hasNextPage: boolean; hasPreviousPage: boolean; totalCount: number | null },
) {
  const edges = customers.map((identity) => ({ cursor: encodeAfter(identity.id), node: toCustomerNode(identity) }));
  return {
    edges,
    nodes: edges.map(({ node }) => node),
    pageInfo: { ...more, startCursor: edges[0]?.cursor ?? null, endCursor: edges.at(-1)?.cursor ?? null },
    totalCount,
  };
}

function encodeAfter(id: string): string {
  return Buffer.from(`after:${id}`).toString('base64url');
}

function decodeAfter(cursor: string): string {
  const text = Buffer.from(cursor, 'base64url').toString();
  if (text.startsWith('after:')) return text.slice('after:'.length);
  throw new AppError('BAD_REQUEST', { message: 'after: expected a cursor that an earlier page gave as endCursor.' });
}
