import { startDemoSources } from '../../../src/demo/start-demo-sources.ts';
import type { DemoSources } from '../../../src/demo/start-demo-sources.ts';
import { createAsk } from './demo-client.ts';
import type { Ask } from './demo-client.ts';

const API = '/admin/api/2021-10';
type Row = Record<string, unknown>;

describe('inventory', () => {
  let demo: DemoSources;
  let ask: Ask;
  beforeAll(async () => {
    demo = await startDemoSources();
    ask = await createAsk(demo);
  });
  afterAll(() => demo.stop());

  const get = async (path: string): Promise<Record<string, Row[]>> => {
    const answer = await ask('inventory', API + path);
    expect(answer.status).toBe(200);
    return answer.json;
  };

  it('answers exactly the variants asked for, and no unknown ones', async () => {
    const skus = demo.world.inventory.products.flatMap(({ variants }) => variants.map(({ sku }) => sku)).slice(0, 150);
    const { variants = [] } = await get(`/variants.json?skus=${skus.join(',')},NONE-1&limit=1000`);
    expect(variants.map((row) => row['sku'])).toEqual(skus);
    expect(variants[0]).toMatchObject({ product_title: expect.any(String), inventory_item_id: expect.any(Number) });
  });

  it('answers whole products, with the variants nobody asked for', async () => {
    const product = demo.world.inventory.products.find(({ variants }) => variants.length === 3);
    const { products = [] } = await get(`/products.json?skus=${product?.variants[1]?.sku}`);
    expect(products).toEqual([expect.objectContaining({ id: product?.id })]);
    expect(products[0]?.['variants']).toHaveLength(3);
    expect(await get(`/products/${product?.id}.json`)).toEqual({ product: products[0] });
  });

  it('answers levels whose quantities add up', async () => {
    const levels = demo.world.inventory.levels.slice(0, 200);
    const skus = [...new Set(levels.map(({ sku }) => sku))];
    const { inventory_levels: rows = [] } = await get(`/inventory_levels.json?skus=${skus.join(',')}&limit=1000`);
    expect(rows.length).toBeGreaterThanOrEqual(200);
    const wrong = rows.filter((row) => {
      const quantity = (name: string): number =>
        Number(
          (row['quantities'] as { name: string; quantity: number }[]).find((entry) => entry.name === name)?.quantity,
        );
      return (
        row['available'] !== null &&
        quantity('on_hand') !== quantity('available') + quantity('committed') + quantity('reserved')
      );
    });
    expect(wrong).toEqual([]);
  });

  it('pages by the Link header, every row once, filters kept', async () => {
    const seen: unknown[] = [];
    let path: string | undefined = `${API}/inventory_levels.json?location_ids=501&limit=60`;
    while (path !== undefined) {
      const answer = await ask('inventory', path);
      const rows = (answer.json as Record<string, Row[]>)['inventory_levels'] ?? [];
      seen.push(...rows.map((row) => row['inventory_item_id']));
      path = /^<([^>]+)>; rel="next"$/u.exec(answer.headers.get('link') ?? '')?.[1];
    }
    const expected = demo.world.inventory.levels.filter(({ locationId }) => locationId === 501);
    expect(seen).toEqual(expected.map(({ itemId }) => itemId));
  });

  it('keeps only the fields asked for', async () => {
    const { products = [] } = await get('/products.json?limit=1&fields=id,title');
    expect(products.map((row) => Object.keys(row))).toEqual([['id', 'title']]);
  });

  it.each([
    ['a limit too high', '/products.json?limit=5000', 400, { errors: { limit: [expect.any(String)] } }],
    ['a cursor with a filter', '/products.json?page_info=abc&ids=1', 400, { errors: { ids: [expect.any(String)] } }],
    ['a cursor that is none', '/products.json?page_info=abc', 400, { errors: { page_info: ['Invalid value.'] } }],
    ['an unknown product', '/products/1.json', 404, { errors: 'Not Found' }],
    ['an unknown list', '/moons.json', 404, { errors: 'Not Found' }],
  ])('refuses %s in the style of Shopify', async (_, path, status, body) => {
    const answer = await ask('inventory', API + path);
    expect([answer.status, answer.json]).toEqual([status, body]);
  });

  it('refuses a wrong token', async () => {
    const answer = await ask('inventory', `${API}/locations.json`, { headers: { 'x-shopify-access-token': 'x' } });
    expect([answer.status, answer.json]).toEqual([401, { errors: expect.stringContaining('Invalid API key') }]);
  });
});
