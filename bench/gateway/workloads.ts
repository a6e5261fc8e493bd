import type { Question } from './ask.ts';

/** One kind of question, asked of many customers. */
export interface Workload {
  readonly name: string;
  readonly questions: readonly Question[];
  /** How many connections ask at once, one measurement for each. */
  readonly connections: readonly number[];
}

const PROFILE_FIELDS = `
  id kind displayName legalName givenName familyName preferredLanguage industry
  emails { address }
  phones { number type }
  addresses { lines locality postalCode country }
  identifiers { type issuer value }
`;

const PROFILE = `query Profile($id: ID!) { customer(id: $id) { ${PROFILE_FIELDS} } }`;

const CUSTOMER_360 = `query Customer360($id: ID!) {
  customer(id: $id) {
    ${PROFILE_FIELDS}
    orders(first: 20) {
      totalCount
      nodes {
        orderNumber orderedAt status
        total { amount currency }
        lines {
          sku quantity
          unitPrice { amount currency }
          amount { amount currency }
          product { name stock { location available } }
        }
      }
    }
    invoices(first: 20) {
      totalCount
      nodes { number issuedOn dueOn status total { amount currency } amountDue { amount currency } }
    }
    shipments(first: 20) { totalCount nodes { carrier trackingNumber status shippedAt } }
    credit { limit { amount currency } exposure { amount currency } blocked }
    segments { name origin status }
  }
}`;

const PAGE = `query Page($after: String) {
  customers(first: 50, after: $after) {
    nodes {
      id
      displayName
      orders(first: 5) {
        totalCount
        nodes { orderNumber status lines { sku quantity product { name stock { location available } } } }
      }
      invoices(first: 5) { totalCount nodes { number status amountDue { amount currency } } }
      segments { name status }
    }
  }
}`;

const PAGE_SIZE = 50;

/** Every customer takes a turn, so that nothing is fast for being asked for again. */
export function createWorkloads(customerIds: readonly string[]): Workload[] {
  const ofEach = (query: string) => customerIds.map((id) => ({ query, variables: { id } }));
  const pageEnds = customerIds.filter((_id, index) => (index + 1) % PAGE_SIZE === 0).slice(0, -1);
  const cursors = [null, ...pageEnds.map((id) => Buffer.from(`after:${id}`).toString('base64url'))];
  return [
    { name: 'one profile', questions: ofEach(PROFILE), connections: [1, 32] },
    { name: 'one 360', questions: ofEach(CUSTOMER_360), connections: [1, 32] },
    // A page takes the hand-written gateway most of a second: 32 at once would wait half a minute for each.
    {
      name: 'page of 50',
      questions: cursors.map((after) => ({ query: PAGE, variables: { after } })),
      connections: [1, 4],
    },
  ];
}
