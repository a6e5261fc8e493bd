import { startDemoSources } from '../../../src/demo/start-demo-sources.ts';
import type { DemoSources } from '../../../src/demo/start-demo-sources.ts';
import { basic, createAsk } from './demo-client.ts';
import type { Ask } from './demo-client.ts';

const PARTNERS = '/sap/opu/odata/sap/API_BUSINESS_PARTNER/A_BusinessPartner';
const ORDERS = '/sap/opu/odata/sap/API_SALES_ORDER_SRV/A_SalesOrder';
const CREDIT = '/sap/opu/odata/sap/Z_CREDIT_ACCOUNT_SRV/A_CreditAccount';

interface List {
  readonly d: { readonly results: Record<string, unknown>[]; readonly __next?: string; readonly __count?: string };
}

describe('erp', () => {
  let demo: DemoSources;
  let ask: Ask;
  beforeAll(async () => {
    demo = await startDemoSources();
    ask = await createAsk(demo);
  });
  afterAll(() => demo.stop());

  const list = async (path: string, options: Record<string, string>): Promise<List['d']> => {
    const query = Object.entries(options).map(([name, value]) => `${name}=${encodeURIComponent(value)}`);
    const answer = await ask('erp', `${path}?${query.join('&')}`);
    expect(answer.status).toBe(200);
    return (answer.json as List).d;
  };
  const anyOf = (field: string, keys: readonly string[]): string =>
    keys.map((key) => `${field} eq '${key}'`).join(' or ');

  it('answers a batch of a hundred partners, without the unknown ones, with all that is expanded', async () => {
    const known = demo.world.erp.partners.slice(0, 100).map(({ number }) => number);
    const { results } = await list(PARTNERS, {
      $filter: anyOf('BusinessPartner', [...known, '0000999999']),
      $expand:
        'to_BusinessPartnerAddress/to_EmailAddress,to_BusinessPartnerAddress/to_PhoneNumber,to_BusinessPartnerTax',
      $format: 'json',
    });
    expect(results.map((row) => row['BusinessPartner'])).toEqual(known);
    const partner = demo.world.erp.partners.find(
      ({ address, taxNumbers }) => address.emails.length > 0 && taxNumbers.length > 0,
    );
    expect(results.find((row) => row['BusinessPartner'] === partner?.number)).toMatchObject({
      BusinessPartnerCategory: '2',
      CreationDate: `/Date(${Date.parse(partner?.createdOn ?? '')})/`,
      to_BusinessPartnerAddress: {
        results: [
          {
            CityName: partner?.address.city,
            to_EmailAddress: { results: [{ EmailAddress: partner?.address.emails[0] }] },
            to_MobilePhoneNumber: { __deferred: { uri: expect.stringContaining('/to_MobilePhoneNumber') } },
          },
        ],
      },
      to_BusinessPartnerTax: { results: [{ BPTaxNumber: partner?.taxNumbers[0]?.value }] },
    });
  });

  it('answers orders of customers with lines and prices, amounts as text', async () => {
    const order = demo.world.erp.orders.find(({ lines }) =>
      lines.some(({ discountPercent }) => discountPercent !== '0'),
    );
    const line = order?.lines.find(({ discountPercent }) => discountPercent !== '0');
    const { results } = await list(ORDERS, {
      $filter: anyOf('SoldToParty', [order?.customerNumber ?? '']),
      $expand: 'to_Item/to_PricingElement',
    });
    expect(new Set(results.map((row) => row['SoldToParty']))).toEqual(new Set([order?.customerNumber]));
    const found = results.find((row) => row['SalesOrder'] === order?.number) as unknown as {
      TotalNetAmount: string;
      to_Item: List['d'];
    };
    expect(found.TotalNetAmount).toBe(order?.netAmount);
    expect(found.to_Item.results).toContainEqual(
      expect.objectContaining({
        SalesOrderItem: line?.item,
        NetAmount: line?.netAmount,
        to_PricingElement: {
          results: [
            expect.objectContaining({ ConditionType: 'PR00', ConditionRateValue: line?.unitPrice }),
            expect.objectContaining({ ConditionType: 'K007', ConditionRateValue: `-${line?.discountPercent}` }),
          ],
        },
      }),
    );
  });

  it('answers credit accounts by partner', async () => {
    const account = demo.world.erp.creditAccounts[0];
    const { results } = await list(CREDIT, { $filter: anyOf('BusinessPartner', [account?.customerNumber ?? '']) });
    expect(results).toEqual([
      expect.objectContaining({ CreditLimitAmount: account?.limit, CreditAccountIsBlocked: account?.blocked }),
    ]);
  });

  it('finds a partner by its tax number', async () => {
    const partner = demo.world.erp.partners.find(({ taxNumbers }) => taxNumbers.length > 0);
    const path = '/sap/opu/odata/sap/API_BUSINESS_PARTNER/A_BusinessPartnerTaxNumber';
    const { results } = await list(path, { $filter: anyOf('BPTaxNumber', [partner?.taxNumbers[0]?.value ?? '']) });
    expect(results.map((row) => row['BusinessPartner'])).toContain(partner?.number);
  });

  it('pages by its own size and links the next page, every row once', async () => {
    const seen: string[] = [];
    let path: string | undefined =
      `${PARTNERS}?$select=BusinessPartner&$orderby=BusinessPartner%20desc&$inlinecount=allpages`;
    while (path !== undefined) {
      const { d } = (await ask('erp', path)).json as List;
      expect(d['__count']).toBe(String(demo.world.erp.partners.length));
      expect(d.results.length).toBeLessThanOrEqual(200);
      seen.push(...d.results.map((row) => String(row['BusinessPartner'])));
      path = d['__next'];
    }
    expect(seen).toEqual(
      demo.world.erp.partners
        .map(({ number }) => number)
        .toSorted()
        .toReversed(),
    );
  });

  it.each([
    ['$top and $skip', { $top: '2', $skip: '1', $orderby: 'SalesOrder' }, ['4500002', '4500003']],
    [
      'a range and a text',
      { $filter: "SalesOrder ge '4500001' and SalesOrder lt '4500004' and substringof('02',SalesOrder)" },
      ['4500002'],
    ],
    [
      'parentheses and not',
      { $filter: "(SalesOrder eq '4500001' or SalesOrder eq '4500002') and not (SalesOrder eq '4500001')" },
      ['4500002'],
    ],
    [
      'startswith and tolower',
      { $filter: "startswith(SalesOrder,'4500001') eq true and tolower(SalesOrderType) eq 'or'" },
      ['4500001'],
    ],
  ])('understands %s', async (_, options, expected) => {
    const { results } = await list(ORDERS, { $select: 'SalesOrder', ...options });
    expect(results.map((row) => row['SalesOrder'])).toEqual(expected);
  });

  it('keeps only the fields selected, those of expanded rows too', async () => {
    const { results } = await list(ORDERS, {
      $filter: "SalesOrder eq '4500001'",
      $select: 'SalesOrder,to_Item/Material',
      $expand: 'to_Item',
    });
    const [order] = results as { to_Item: List['d'] }[];
    expect(Object.keys(order ?? {})).toEqual(['__metadata', 'SalesOrder', 'to_Item']);
    expect(Object.keys(order?.to_Item.results[0] ?? {})).toEqual(['__metadata', 'Material']);
  });

  it('filters by the day of the last change', async () => {
    const { results } = await list(PARTNERS, {
      $filter: "LastChangeDate ge datetime'2026-10-20T00:00:00'",
      $select: 'BusinessPartner',
    });
    const changed = demo.world.erp.partners
      .filter(({ changedOn }) => changedOn >= '2026-10-20')
      .map(({ number }) => number);
    expect(changed.length).toBeGreaterThan(0);
    expect(results.map((row) => row['BusinessPartner'])).toEqual(changed);
  });

  it('answers one record, a navigation and a count', async () => {
    expect((await ask('erp', `${ORDERS}('4500001')`)).json).toMatchObject({ d: { SalesOrder: '4500001' } });
    const items = (await ask('erp', `${ORDERS}('4500001')/to_Item`)).json as List;
    expect(items.d.results).toHaveLength(demo.world.erp.orders[0]?.lines.length ?? 0);
    expect((await ask('erp', `${ORDERS}/$count`)).text).toBe(String(demo.world.erp.orders.length));
  });

  it.each([
    ['a blank written as +', `${ORDERS}?$filter=SalesOrder+eq+'1'`, 400],
    ['an unknown field', `${ORDERS}?$filter=Colour%20eq%20'1'`, 400],
    ['a path in the filter', `${ORDERS}?$filter=to_Item/Material%20eq%20'1'`, 400],
    ['an unknown option', `${ORDERS}?$search=x`, 400],
    ['an unknown navigation', `${ORDERS}?$expand=to_Moon`, 400],
    ['half an expression', `${ORDERS}?$filter=SalesOrder%20eq`, 400],
    ['an unknown record', `${ORDERS}('1')`, 404],
    ['an unknown service', '/sap/opu/odata/sap/API_MOON/A_Moon', 404],
  ])('refuses %s in the style of SAP', async (_, path, status) => {
    const answer = await ask('erp', path);
    expect(answer.status).toBe(status);
    expect(answer.json).toMatchObject({
      error: { code: expect.any(String), message: { lang: 'en', value: expect.any(String) } },
    });
  });

  it('refuses a wrong password with a page and another method with 405', async () => {
    const refused = await ask('erp', ORDERS, { headers: { authorization: basic('DEMO_COMM', 'wrong') } });
    expect(refused.status).toBe(401);
    expect(refused.headers.get('www-authenticate')).toMatch(/^Basic realm=/u);
    expect(refused.text).toContain('<html>');
    expect((await ask('erp', ORDERS, { method: 'POST', body: '{}' })).status).toBe(405);
  });
});
