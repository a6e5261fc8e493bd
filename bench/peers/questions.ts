import type { Question } from '../gateway/ask.ts';

/** The four queries of the comparison. */
export const QUERY_NAMES = ['Q1', 'Q2', 'Q3', 'Q4'] as const;
export type QueryName = (typeof QUERY_NAMES)[number];

/** `connections`: ours, `{ nodes { … } }`; `lists`: what gateways without Relay connections answer, `[…]`. */
export type Dialect = 'connections' | 'lists';

/** A customer as the gateway calls it and as the sources do. */
export interface KnownCustomer {
  readonly id: string;
  readonly number: string;
}

export interface Asked {
  /** The customers' numbers that an answer is about. */
  readonly numbers: readonly string[];
  readonly question: Question;
}

const PAGE_SIZE = 50;
const MONEY = '{ amount currency }';
const ORDER = `status total ${MONEY} lines { sku quantity product { stock { location available } } }`;

const PROFILE = `
  kind displayName legalName preferredLanguage industry
  emails { address }
  phones { number }
  addresses { lines locality postalCode country }
  identifiers { type value }`;

/** All questions of one query, every customer in turn; pages are those of `customers`. */
export function toQuestions(query: QueryName, dialect: Dialect, customers: readonly KnownCustomer[]): Asked[] {
  if (query === 'Q4') return [{ numbers: [], question: { query: '{ __typename }' } }];
  if (query === 'Q3') return toPages(customers, dialect, PAGE_SIZE);
  const document = `query ${query}($id: ID!) { customer(id: $id) {${query === 'Q1' ? PROFILE : whole(dialect)} } }`;
  return customers.map(({ id, number }) => ({
    numbers: [number],
    question: { query: document, variables: { id: dialect === 'connections' ? id : number } },
  }));
}

/** Pages of so many customers. Gateways without a list of customers are told the page's numbers. `more` is asked of each customer too. */
export function toPages(customers: readonly KnownCustomer[], dialect: Dialect, size: number, more = ''): Asked[] {
  const starts = customers.flatMap((_customer, index) => (index % size === 0 ? index : []));
  return starts.map((start) => {
    const page = customers.slice(start, start + size);
    const numbers = page.map(({ number }) => number);
    const last = customers[start - 1];
    const after = last === undefined ? null : Buffer.from(`after:${last.id}`).toString('base64url');
    const question =
      dialect === 'connections'
        ? { query: listQuery(size, more), variables: { after } }
        : { query: `query Q3($ids: [ID!]!) { customers(ids: $ids) {${card(dialect)} } }`, variables: { ids: numbers } };
    return { numbers, question };
  });
}

function listQuery(size: number, more: string): string {
  return `query Q3($after: String) { customers(first: ${size}, after: $after) { nodes {${card('connections')} ${more} } } }`;
}

function whole(dialect: Dialect): string {
  const list = listIn(dialect);
  return `
  displayName
  emails { address }
  ${list('orders', `orderNumber orderedAt ${ORDER}`)}
  ${list('invoices', `number dueOn status amountDue ${MONEY}`)}
  credit { limit ${MONEY} exposure ${MONEY} blocked }
  ${list('shipments', 'carrier trackingNumber status shippedAt')}
  segments { name origin status }`;
}

function card(dialect: Dialect): string {
  const list = listIn(dialect);
  return `
  displayName
  ${list('orders', `orderNumber ${ORDER}`)}
  ${list('invoices', `number status amountDue ${MONEY}`)}
  segments { name status }`;
}

function listIn(dialect: Dialect): (field: string, selection: string) => string {
  return (field, selection) =>
    dialect === 'connections' ? `${field}(first: 20) { nodes { ${selection} } }` : `${field} { ${selection} }`;
}
