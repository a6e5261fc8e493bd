import { peopleInLog } from './expect-partial-answer.ts';
import { startFailingGateway, START_TIMEOUT_MS, type FailingGateway } from './failing-gateway.ts';

const HOLDERS = ['erp', 'finance', 'scm'] as const;

describe('every source of a customer down', () => {
  let gateway: FailingGateway;
  beforeAll(async () => (gateway = await startFailingGateway()), START_TIMEOUT_MS);
  afterAll(() => gateway.stop());

  it('answers who it is and names each source that failed', async () => {
    for (const source of HOLDERS) gateway.sources[source].setFault({ kind: 'down' });
    const { status, page, errors = [] } = await gateway.askPage();
    for (const source of HOLDERS) gateway.sources[source].setFault(undefined);

    expect(status).toBe(200);
    expect(page).toMatchObject({
      id: gateway.healthy.page.id,
      kind: null,
      displayName: null,
      emails: null,
      identifiers: [],
      orders: null,
      invoices: null,
      shipments: null,
      // Nobody can say by which keys to ask for them.
      segments: null,
    });
    const at = (...path: string[]) =>
      errors.flatMap((error) =>
        JSON.stringify(error.path) === JSON.stringify(path) ? [error.extensions['source']] : [],
      );
    // Told by the first field that each could have had something to say of.
    expect(new Set(at('customer'))).toEqual(new Set(HOLDERS));
    expect(at('customer')).toHaveLength(HOLDERS.length);
    expect(at('customer', 'displayName')).toEqual([...HOLDERS]);
    expect(at('customer', 'segments')).toEqual(expect.arrayContaining([...HOLDERS]));
    expect(page.sections.filter(({ part }) => part === 'Customer')).toEqual(
      HOLDERS.map((source) => ({
        part: 'Customer',
        source,
        status: 'MISSING',
        reason: 'SOURCE_UNAVAILABLE',
        retryable: true,
      })),
    );
  });

  it('answers a product that cannot be read with null and the reason', async () => {
    gateway.sources.inventory.setFault({ kind: 'down' });
    const { data, errors } = await gateway.query('{ product(sku: "TW-1028") { sku name } }');
    gateway.sources.inventory.setFault(undefined);
    expect(data).toEqual({ product: null });
    expect(errors).toMatchObject([
      { path: ['product'], extensions: { code: 'SOURCE_UNAVAILABLE', source: 'inventory', retryable: true } },
    ]);
  });

  it('leaves nobody in the log', () => expect(peopleInLog(gateway)).toEqual([]));
});
