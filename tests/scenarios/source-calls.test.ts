import { startGateway, type TestGateway } from '../start-gateway.ts';

const WHOLE = `
  id displayName
  orders(first: 10) {
    nodes {
      id orderNumber
      lines { sku quantity product { name stock { location available } } }
      shipments { status }
    }
  }
  shipments(first: 10) { nodes { trackingNumber } }
  invoices(first: 10) { nodes { number total { amount } } }
  credit { limit { amount } blocked }
  segments { id name }
`;
const ONE = `query ($id: ID!) { customer(id: $id) { ${WHOLE} } }`;
const FIFTY = `{ customers(first: 50) { nodes { ${WHOLE} } } }`;
const KNOWN = `query ($record: RecordKey) { customerBy(key: { record: $record }) { id } }`;

let gateway: TestGateway;

beforeAll(async () => {
  gateway = await startGateway();
}, 120_000);

afterAll(() => gateway.stop());

/** Calls that reached the five systems, by system and path; asking for a token is no source call. */
function callsAtTheSources(): Record<string, number> {
  const calls: Record<string, number> = {};
  for (const source of Object.values(gateway.sources)) {
    for (const { path } of source.calls().filter((call) => !call.path.includes('/connect/token'))) {
      calls[`${source.name} ${path}`] = (calls[`${source.name} ${path}`] ?? 0) + 1;
    }
  }
  return calls;
}

/** The ERP number of somebody whom every system that knows customers knows. */
function knownEverywhere(): { source: string; id: string } | undefined {
  const known = gateway.world.truth.find(
    ({ records }) => new Set(records.map(({ source }) => source)).size === SYSTEMS,
  );
  return known?.records.find(({ source }) => source === 'erp');
}

async function ask<Data>(query: string, variables: object): Promise<Data> {
  for (const source of Object.values(gateway.sources)) source.resetCalls();
  const { data } = await gateway.query(query, variables);
  return data as unknown as Data;
}

interface Orders {
  readonly orders: { readonly nodes: readonly { readonly id: string }[] };
}

interface Customers {
  readonly customers: { readonly nodes: readonly Orders[] };
}

function orderIdsOf({ orders }: Orders): string[] {
  return orders.nodes.map(({ id }) => id);
}

const ORDERS_A_BATCH = 100;
/** ERP, finance, supply chain and audience data. */
const SYSTEMS = 4;

it('asks as few questions for fifty customers as for one: one per source, coordinate and batch', async () => {
  const { customerBy } = await ask<{ customerBy: { id: string } }>(KNOWN, { record: knownEverywhere() });
  const { customer } = await ask<{ customer: Orders }>(ONE, { id: customerBy.id });
  const forOne = callsAtTheSources();

  const { customers } = await ask<Customers>(FIFTY, {});
  const forFifty = callsAtTheSources();
  const known = new Set(orderIdsOf(customer));
  const orders = customers.nodes.flatMap(orderIdsOf).filter((id) => !known.has(id)).length; // The others are cached.

  expect(forOne).toEqual({
    'erp /sap/opu/odata/sap/API_BUSINESS_PARTNER/A_BusinessPartner': 1,
    'erp /sap/opu/odata/sap/API_SALES_ORDER_SRV/A_SalesOrder': 1,
    'erp /sap/opu/odata/sap/Z_CREDIT_ACCOUNT_SRV/A_CreditAccount': 1,
    'finance /api.xro/2.0/Contacts': 1,
    'finance /api.xro/2.0/Invoices': 1,
    'scm /customers': 1,
    'scm /shipments': 2, // Of the customer, and of the orders.
    'inventory /admin/api/2021-10/variants.json': 1,
    'inventory /admin/api/2021-10/inventory_levels.json': 1,
    'dmp /v1/profiles/lookup': 3, // By e-mail, by phone and by customer number.
  });
  expect(customers.nodes).toHaveLength(50);
  expect(orders).toBeGreaterThan(ORDERS_A_BATCH);
  expect(forFifty).toEqual({ ...forOne, 'scm /shipments': 1 + Math.ceil(orders / ORDERS_A_BATCH) });
});
