import { readFileSync } from 'node:fs';
import { startDemoSources } from '../../../src/demo/start-demo-sources.ts';
import type { DemoSourceName } from '../../../src/demo/start-demo-sources.ts';
import { createAsk } from './demo-client.ts';

const SAP = '/sap/opu/odata/sap';
const ADDRESS = 'to_BusinessPartnerAddress';
const PATHS: readonly (readonly [DemoSourceName, string])[] = [
  [
    'erp',
    `${SAP}/API_BUSINESS_PARTNER/A_BusinessPartner?$expand=${ADDRESS}/to_EmailAddress,${ADDRESS}/to_PhoneNumber,to_BusinessPartnerTax`,
  ],
  ['erp', `${SAP}/API_SALES_ORDER_SRV/A_SalesOrder?$expand=to_Item/to_PricingElement&$top=50`],
  ['erp', `${SAP}/Z_CREDIT_ACCOUNT_SRV/A_CreditAccount`],
  ['finance', '/api.xro/2.0/Contacts?page=1'],
  ['finance', '/api.xro/2.0/Invoices?page=1'],
  ['finance', '/api.xro/2.0/Payments?page=1'],
  ['scm', '/shipments?includeShipmentItems=true'],
  ['scm', '/customers'],
  ['scm', '/trackers'],
  ['scm', '/carriers'],
  ['scm', '/suppliers'],
  ['scm', '/supplies'],
  ['inventory', '/admin/api/2021-10/products.json'],
  ['inventory', '/admin/api/2021-10/products/7001001.json'],
  ['inventory', '/admin/api/2021-10/variants.json'],
  ['inventory', '/admin/api/2021-10/inventory_levels.json'],
];

function fieldsOf(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  if (Array.isArray(value)) return value.flatMap(fieldsOf);
  return Object.entries(value).flatMap(([name, inner]) => [name, ...fieldsOf(inner)]);
}

describe('the page a connector is written from', () => {
  it('shows only fields that the systems answer with', async () => {
    const demo = await startDemoSources();
    const ask = await createAsk(demo);
    const declaredIds = demo.world.dmp.profiles.flatMap(({ ids }) =>
      ids.map(({ namespace, value }) => ({ namespaceCode: namespace, value })),
    );
    const answers = await Promise.all(PATHS.map(([source, path]) => ask(source, path)));
    const profiles = await ask('dmp', '/v1/profiles/lookup', { method: 'POST', body: JSON.stringify({ declaredIds }) });
    await demo.stop();

    const answered = new Set([...answers, profiles].flatMap(({ json }) => fieldsOf(json)));
    const page = readFileSync('src/demo/README.md', 'utf8');
    const samples = Array.from(page.matchAll(/```\nGET (.*?)```|```\nPOST (.*?)```/gsu), ([text]) => text).join('\n');
    const shown = Array.from(samples.matchAll(/"([A-Za-z_]\w*)":/gu), ([, name = '']) => name);
    expect(shown.length).toBeGreaterThan(200);
    expect([...new Set(shown)].filter((name) => !answered.has(name))).toEqual([]);
  });
});
