import { placesOf } from './customer-page.ts';
import { peopleInLog } from './expect-partial-answer.ts';
import { startFailingGateway, START_TIMEOUT_MS, type FailingGateway } from './failing-gateway.ts';

describe('a source that leaves out one row', () => {
  let gateway: FailingGateway;
  beforeAll(async () => (gateway = await startFailingGateway()), START_TIMEOUT_MS);
  afterAll(() => gateway.stop());
  afterEach(() => Object.values(gateway.sources).forEach((source) => source.setFault(undefined)));

  it.each(['erp', 'finance', 'scm'] as const)(
    '%s: its section says that it does not know the customer',
    async (source) => {
      const record = gateway.healthy.page.records.find((each) => each.source === source);
      gateway.sources[source].setFault({
        kind: 'missingRow',
        key: record?.recordId ?? '',
        path: CUSTOMER_PATHS[source],
      });
      const { page, errors } = await gateway.askPage();
      expect(errors).toBeUndefined();
      expect(page.sections).toContainEqual({
        part: 'Customer',
        source,
        status: 'MISSING',
        reason: 'RECORD_NOT_FOUND',
        retryable: false,
      });
      expect(page['orders']).toEqual(gateway.healthy.page['orders']);
      expect(page['displayName']).toEqual(expect.any(String));
    },
  );

  it('inventory: each field of the product says that the source does not know it', async () => {
    const [sku] = placesOf(gateway.healthy.page, 'orders.nodes.lines.sku').map(({ value }) => String(value));
    gateway.sources.inventory.setFault({ kind: 'missingRow', key: sku ?? '' });
    const { page, errors } = await gateway.askPage();
    const [name] = placesOf(page, 'orders.nodes.lines.product.name');
    const [stock] = placesOf(page, 'orders.nodes.lines.product.stock');
    expect([name?.value, stock?.value]).toEqual([null, []]);
    expect(errors).toEqual([
      expect.objectContaining({
        path: name?.path,
        extensions: { code: 'RECORD_NOT_FOUND', source: 'inventory', retryable: false },
      }),
    ]);
    expect(page['invoices']).toEqual(gateway.healthy.page['invoices']);
  });

  it('a product that nobody knows says so', async () => {
    const { data, errors } = await gateway.query('{ product(sku: "NO-SUCH-SKU") { name } }');
    expect(data).toEqual({ product: null });
    expect(errors).toMatchObject([
      { path: ['product'], extensions: { code: 'RECORD_NOT_FOUND', source: 'inventory' } },
    ]);
  });

  it('leaves nobody in the log', () => expect(peopleInLog(gateway)).toEqual([]));
});

const CUSTOMER_PATHS = {
  erp: '/sap/opu/odata/sap/API_BUSINESS_PARTNER',
  finance: '/api.xro/2.0/Contacts',
  scm: '/customers',
} as const;
