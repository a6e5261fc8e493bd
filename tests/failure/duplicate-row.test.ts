import { placesOf } from './customer-page.ts';
import { startFailingGateway, START_TIMEOUT_MS, type FailingGateway } from './failing-gateway.ts';

describe('a source that sends one row twice', () => {
  let gateway: FailingGateway;
  beforeAll(async () => (gateway = await startFailingGateway()), START_TIMEOUT_MS);
  afterAll(() => gateway.stop());

  const keyOf = (part: string) => String(placesOf(gateway.healthy.page, part)[0]?.value).split(':').at(-1) ?? '';

  it.each([
    ['erp', 'orders.nodes.id'],
    ['finance', 'invoices.nodes.id'],
    ['finance', 'payments.nodes.id'],
    ['scm', 'shipments.nodes.id'],
    ['inventory', 'orders.nodes.lines.sku'],
    ['dmp', 'segments.id'],
  ] as const)('%s, found by %s: nothing stands twice', async (source, part) => {
    gateway.sources[source].setFault({ kind: 'duplicateRow', key: keyOf(part) });
    const { page, errors } = await gateway.askPage();
    gateway.sources[source].setFault(undefined);
    expect(errors).toBeUndefined();
    expect(page).toEqual(gateway.healthy.page);
  });
});
