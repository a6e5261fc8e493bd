import { startDemoSources } from '../../../src/demo/start-demo-sources.ts';
import type { DemoSources } from '../../../src/demo/start-demo-sources.ts';
import { toLosAngelesTime } from '../../../src/demo/scm-rows.ts';
import { basic, createAsk } from './demo-client.ts';
import type { Ask } from './demo-client.ts';

type Row = Record<string, unknown>;
type Page = Record<string, Row[]> & { total: number; page: number; pages: number; has_more: boolean };

describe('scm', () => {
  let demo: DemoSources;
  let ask: Ask;
  beforeAll(async () => {
    demo = await startDemoSources();
    ask = await createAsk(demo);
  });
  afterAll(() => demo.stop());

  const get = async (path: string): Promise<Page> => {
    const answer = await ask('scm', path);
    expect(answer.status).toBe(200);
    return answer.json;
  };

  it('answers the shipments of a hundred orders, keys repeated or in a list', async () => {
    const orders = [...new Set(demo.world.scm.shipments.map(({ orderNumber }) => orderNumber))].slice(0, 100);
    const listed = await get(`/shipments?orderNumber=${orders.join(',')}&pageSize=1000`);
    const repeated = await get(`/shipments?${orders.map((order) => `orderNumber=${order}`).join('&')}&pageSize=1000`);
    const expected = demo.world.scm.shipments.filter(({ orderNumber }) => orders.includes(orderNumber));
    expect(listed['shipments']?.map((row) => String(row['shipmentId'])).toSorted()).toEqual(
      expected.map(({ id }) => String(id)).toSorted(),
    );
    expect(repeated).toEqual(listed);
  });

  it.each([
    ['customerId', (row: Row) => String(row['customerId'])],
    ['customField1', (row: Row) => (row['advancedOptions'] as Row)['customField1']],
  ])('finds shipments by %s', async (parameter, keyOf) => {
    const shipment = demo.world.scm.shipments[0];
    const key = parameter === 'customerId' ? String(shipment?.customerId) : shipment?.erpCustomerNumber;
    const { shipments = [] } = await get(`/shipments?${parameter}=${key}`);
    expect(shipments.length).toBeGreaterThan(0);
    expect(shipments.map(keyOf)).toEqual(shipments.map(() => key));
  });

  it('shows items only when they are asked for', async () => {
    const order = demo.world.scm.shipments[0]?.orderNumber;
    const [without] = (await get(`/shipments?orderNumber=${order}`))['shipments'] ?? [];
    const [withItems] = (await get(`/shipments?orderNumber=${order}&includeShipmentItems=true`))['shipments'] ?? [];
    expect(without?.['shipmentItems']).toBeNull();
    expect(withItems?.['shipmentItems']).toEqual(
      expect.arrayContaining([expect.objectContaining({ sku: expect.any(String) })]),
    );
  });

  it.each([
    ['2026-07-01T12:00:00.250Z', '2026-07-01T05:00:00.250'],
    ['2026-01-01T06:30:00.000Z', '2025-12-31T22:30:00.000'],
  ])('writes %s on the clocks of Los Angeles as %s', (instant, local) => {
    expect(toLosAngelesTime(instant)).toBe(local);
  });

  it('pages by number, every row once', async () => {
    const seen: unknown[] = [];
    for (let page = 1; ; page += 1) {
      const {
        shipments = [],
        total,
        pages,
      } = await get(`/shipments?page=${page}&pageSize=700&sortBy=shipDate&sortDir=DESC`);
      expect([total, pages]).toEqual([demo.world.scm.shipments.length, Math.ceil(total / 700)]);
      if (page > pages) break;
      seen.push(...shipments.map((row) => row['shipmentId']));
    }
    expect(new Set(seen).size).toBe(demo.world.scm.shipments.length);
    expect(seen).toHaveLength(demo.world.scm.shipments.length);
  });

  it('finds recipients by ERP number, e-mail, id and part of the name', async () => {
    const customer = demo.world.scm.customers.find(
      ({ externalId, email, address }) => externalId && email && address.company,
    );
    const queries = [
      `externalId=${customer?.externalId}`,
      `email=${encodeURIComponent(customer?.email ?? '')}`,
      `customerId=${customer?.id}`,
      `search=${encodeURIComponent(customer?.address.company.toLowerCase() ?? '')}`,
    ];
    for (const query of queries) {
      const { customers = [] } = await get(`/customers?${query}`);
      expect(customers.map((row) => row['customerId'])).toContain(customer?.id);
    }
    expect((await ask('scm', `/customers/${customer?.id}`)).json).toMatchObject({ externalId: customer?.externalId });
  });

  it('answers trackers: all of those asked for, else a page and whether there is more', async () => {
    const codes = demo.world.scm.shipments.flatMap(({ trackingNumber }) => trackingNumber ?? []).slice(0, 150);
    const asked = await get(`/trackers?tracking_code=${codes.join(',')}`);
    expect(asked['trackers']?.map((row) => row['tracking_code'])).toEqual(codes);
    expect(asked.has_more).toBe(false);
    const first = await get('/trackers?page_size=3');
    const second = await get(`/trackers?page_size=3&before_id=${String(first['trackers']?.at(-1)?.['id'])}`);
    expect([first.has_more, second['trackers']?.length]).toEqual([true, 3]);
    expect(second['trackers']?.[0]).not.toEqual(first['trackers']?.[2]);
  });

  it('answers carriers as a bare list, suppliers, and who supplies a product', async () => {
    expect((await ask('scm', '/carriers')).json).toEqual(
      expect.arrayContaining([expect.objectContaining({ code: 'nordpost' })]),
    );
    expect((await get('/suppliers?supplierId=S-001,S-002')).total).toBe(2);
    const supply = demo.world.scm.supplies[0];
    const { supplies = [] } = await get(`/supplies?sku=${supply?.sku}`);
    expect(supplies[0]).toMatchObject({
      sku: supply?.sku,
      supplierId: supply?.supplierId,
      supplierName: expect.any(String),
    });
  });

  it('takes the key as a header or as the user of Basic, and nothing else', async () => {
    const key = demo.env['SCM_API_KEY'];
    const statuses = [{ 'api-key': key ?? '' }, { authorization: basic(key, 'anything') }, { 'api-key': 'x' }, {}].map(
      async (headers) => (await ask('scm', '/carriers', { headers: headers as Record<string, string> })).status,
    );
    expect(await Promise.all(statuses)).toEqual([200, 200, 401, 401]);
  });

  it.each([
    ['/shipments?page=0', 400, { ModelState: { page: [expect.any(String)] } }],
    ['/shipments?pageSize=1001', 400, { ModelState: { pageSize: [expect.any(String)] } }],
    ['/shipments?sortBy=colour', 400, { ModelState: { sortBy: [expect.any(String)] } }],
    ['/moons', 404, { Message: expect.stringContaining('/moons') }],
    ['/customers/1', 404, { Message: expect.any(String) }],
  ])('refuses %s in the style of ShipStation', async (path, status, body) => {
    const answer = await ask('scm', path);
    expect(answer.status).toBe(status);
    expect(answer.json).toMatchObject(body);
    expect(answer.headers.get('x-rate-limit-limit')).toBe('40');
  });
});
