import type { Scope } from '../../src/access/scopes.ts';
import { startGateway, type GraphAnswer, type TestGateway } from '../start-gateway.ts';

let gateway: TestGateway;
let customerId: string;
let orderId: string;

beforeAll(async () => {
  gateway = await startGateway();
  const { data } = await gateway.query(
    'query ($record: RecordKey) { customerBy(key: { record: $record }) { id orders(first: 1) { nodes { id } } } }',
    { record: gateway.world.truth[0]?.records.find(({ source }) => source === 'erp') },
  );
  const { customerBy } = data as unknown as { customerBy: { id: string; orders: { nodes: [{ id: string }] } } };
  customerId = customerBy.id;
  orderId = customerBy.orders.nodes[0].id;
}, 120_000);

afterAll(() => gateway.stop());

async function askWith(scopes: readonly Scope[], query: string, variables: object = {}): Promise<GraphAnswer> {
  const { key } = await gateway.app.access.createKey({ name: 'partner', scopes });
  return gateway.query(query, variables, { authorization: `Bearer ${key}` });
}

function callsAtTheSources(): number {
  return Object.values(gateway.sources).reduce((sum, source) => sum + source.calls().length, 0);
}

const FORBIDDEN = { code: 'FIELD_FORBIDDEN', retryable: false };

it('leaves out what the key does not allow, says so, and gives the rest', async () => {
  const { data, errors } = await askWith(
    ['customer:read', 'orders:read'],
    `query ($id: ID!) {
      customer(id: $id) {
        id
        orders(first: 1) { totalCount }
        invoices(first: 1) { totalCount }
        sections { part source status reason }
      }
    }`,
    { id: customerId },
  );
  expect(errors).toEqual([expect.objectContaining({ path: ['customer', 'invoices'], extensions: FORBIDDEN })]);
  expect(data).toEqual({
    customer: {
      id: customerId,
      orders: { totalCount: expect.any(Number) },
      invoices: null,
      sections: [
        { part: 'Customer.orders', source: 'erp', status: 'OK', reason: null },
        { part: 'Customer.invoices', source: 'finance', status: 'WITHHELD', reason: 'FIELD_FORBIDDEN' },
      ],
    },
  });
});

it.each<[string, string, () => object]>([
  ['a root field', 'query ($id: ID!) { customer(id: $id) { displayName } }', () => ({ id: customerId })],
  ['an alias', 'query ($id: ID!) { a: customer(id: $id) { b: displayName } }', () => ({ id: customerId })],
  [
    'a fragment',
    'query ($id: ID!) { customer(id: $id) { ...F } } fragment F on Customer { displayName }',
    () => ({ id: customerId }),
  ],
  ['node', 'query ($id: ID!) { node(id: $id) { id ... on Customer { displayName } } }', () => ({ id: customerId })],
  [
    'node, of an order',
    'query ($id: ID!) { node(id: $id) { id ... on Order { orderNumber } } }',
    () => ({ id: orderId }),
  ],
  ['order', 'query ($id: ID!) { order(id: $id) { orderNumber } }', () => ({ id: orderId })],
  ['a list', '{ customers(first: 1) { totalCount nodes { displayName } } }', () => ({})],
  ['a search', '{ searchCustomers(text: "GmbH") { nodes { displayName } } }', () => ({})],
  [
    '_entities',
    'query ($of: [_Any!]!) { _entities(representations: $of) { ... on Customer { displayName } } }',
    () => ({ of: [{ __typename: 'Customer', id: customerId }] }),
  ],
  [
    '_entities, of an order',
    'query ($of: [_Any!]!) { _entities(representations: $of) { ... on Order { orderNumber } } }',
    () => ({ of: [{ __typename: 'Order', id: orderId }] }),
  ],
])('gives nothing through %s to a key without the scope, and asks no source', async (_name, query, variables) => {
  const before = callsAtTheSources();
  const { data, errors } = await askWith(['product:read'], query, variables());
  expect(errors?.map(({ extensions }) => extensions)).toEqual([FORBIDDEN]);
  expect(JSON.stringify(data ?? null)).toMatch(/^(null|\{"\w+":(null|\[null\])\})$/);
  expect(callsAtTheSources()).toBe(before);
});

it('tells a customer that does not exist as such', async () => {
  const { data, errors } = await gateway.query('{ customer(id: "cus_00000000000000000000000000") { id } }');
  expect(data).toEqual({ customer: null });
  expect(errors).toEqual([
    expect.objectContaining({
      message: 'No such customer.',
      path: ['customer'],
      extensions: { code: 'CUSTOMER_NOT_FOUND', retryable: false },
    }),
  ]);
});

it('says who is calling, and nothing of the key', async () => {
  const { data } = await askWith(['product:read'], '{ viewer { id name scopes } }');
  expect(data).toEqual({ viewer: { id: expect.any(String), name: 'partner', scopes: ['product:read'] } });
});
