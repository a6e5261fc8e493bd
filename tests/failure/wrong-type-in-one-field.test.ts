import type { DemoSourceName } from '../../src/demo/demo-world.ts';
import { placesOf, withoutParts } from './customer-page.ts';
import { peopleInLog } from './expect-partial-answer.ts';
import { startFailingGateway, START_TIMEOUT_MS, type FailingGateway } from './failing-gateway.ts';

/** The field the source spoils, the part of the page that shows it, and what is left there. */
const SPOILED: readonly [DemoSourceName, string, string, unknown][] = [
  ['erp', 'TotalNetAmount', 'orders.nodes.total', null],
  ['erp', 'SalesOrderDate', 'orders', { totalCount: 0, nodes: [] }],
  ['erp', 'RequestedQuantity', 'orders.nodes.lines', []],
  ['erp', 'CreditAccountIsBlocked', 'credit.blocked', null],
  // The mapping computes with it, so nothing is left of the record.
  ['erp', 'CreditLimitAmount', 'credit', null],
  ['finance', 'Total', 'invoices', { totalCount: 0, nodes: [] }],
  ['scm', 'carrierCode', 'shipments.nodes.carrier', null],
  ['scm', 'supplierName', 'orders.nodes.lines.product.suppliers.name', null],
  ['inventory', 'product_title', 'orders.nodes.lines.product.name', null],
  ['inventory', 'available', 'orders.nodes.lines.product.stock.available', null],
  ['dmp', 'name', 'segments.name', null],
];

describe('a source that sends a wrong type in one field', () => {
  let gateway: FailingGateway;
  beforeAll(async () => (gateway = await startFailingGateway()), START_TIMEOUT_MS);
  afterAll(() => gateway.stop());

  it.each(SPOILED)('%s %s: %s tells, and nothing else is hurt', async (source, field, part, left) => {
    gateway.sources[source].setFault({ kind: 'wrongType', field });
    const { page, errors = [], status } = await gateway.askPage();
    gateway.sources[source].setFault(undefined);

    expect(status).toBe(200);
    const places = placesOf(page, part);
    expect(places).not.toEqual([]);
    for (const { path, value } of places) {
      expect(value).toEqual(left);
      const code = expect.stringMatching(/^(SOURCE_BAD_DATA|MAPPING_FAILED)$/);
      const extensions = { code, source, retryable: false };
      expect(errors).toContainEqual(expect.objectContaining({ path, extensions: expect.objectContaining(extensions) }));
    }
    expect(new Set(errors.map(({ extensions }) => extensions['source']))).toEqual(new Set([source]));
    expect(JSON.stringify(errors)).not.toContain('unexpected');
    const touched = [part, ...(SHOWN_ELSEWHERE[field] ?? [])];
    expect(withoutParts(page, touched)).toEqual(withoutParts(gateway.healthy.page, touched));
  });

  it('leaves nobody in the log', () => expect(peopleInLog(gateway)).toEqual([]));
});

/** An order and an invoice are parts of each other too; a part that is gone altogether stands in `sections`. */
const SHOWN_ELSEWHERE: Readonly<Record<string, readonly string[]>> = {
  SalesOrderDate: ['invoices.nodes.order'],
  Total: ['orders.nodes.invoices'],
  CreditLimitAmount: ['sections'],
};
