import type { DemoWorld } from './demo-world.ts';
import { toFlatVariantRows, toLevelRow, toLocationRow, toProductRow, toStock } from './inventory-rows.ts';
import { createRowTable } from './row-table.ts';
import type { RowTable } from './row-table.ts';
import { boundedInteger, jsonAnswer, listParameter } from './vendor.ts';
import { selectByKeys } from './select-by-keys.ts';
import type { Vendor, VendorAnswer, VendorRequest } from './vendor.ts';

const LIMIT = { low: 1, high: 1000, absent: 50 };
const CALL_HEADERS = { 'x-shopify-shop-api-call-limit': '1/40' };
const MESSAGES: Readonly<Record<number, string>> = {
  401: '[API] Invalid API key or access token (unrecognized login or wrong password)',
  403: '[API] This action requires merchant approval for read_products scope.',
  404: 'Not Found',
  405: 'Method Not Allowed',
  429: 'Exceeded 2 calls per second for api client. Reduce request rates to resume uninterrupted service.',
};

type ShopRow = Readonly<Record<string, unknown>>;

interface Collection {
  readonly name: string;
  readonly table: RowTable<ShopRow>;
  /** Parameters that are keys. */
  readonly lookups: readonly string[];
}

/** Shopify Admin REST: the README's part "inventory". */
export function createInventoryVendor(world: DemoWorld, token: string): Vendor {
  const collections = createCollections(world);
  return {
    name: 'inventory',
    authorize: ({ headers }) => (headers['x-shopify-access-token'] === token ? undefined : shopError(401)),
    handle: (request) => {
      if (request.method !== 'GET') return shopError(405);
      const [, name = '', id] = /^\/admin\/api\/2021-10\/(\w+)(?:\/(\d+))?\.json$/u.exec(request.path) ?? [];
      const collection = collections.get(name);
      if (collection === undefined) return shopError(404);
      return id === undefined ? listAnswer(collection, request) : oneAnswer(collection, id);
    },
    template: (path) => path.replace(/\/\d+\.json$/u, '/{id}.json'),
    error: shopError,
    errorIn200: () => ({ ...shopError(500), status: 200 }),
    withNextPage: (answer, request) => {
      const next = `<${request.origin}${request.path}?${request.rawQuery}>; rel="next"`;
      return { ...answer, headers: { ...answer.headers, link: next } };
    },
  };
}

function createCollections({ inventory }: DemoWorld): ReadonlyMap<string, Collection> {
  const stock = toStock(inventory.levels);
  const places = new Map(inventory.locations.map((location) => [location.id, location]));
  const levels = inventory.levels.flatMap((level) => {
    const place = places.get(level.locationId);
    return place === undefined ? [] : [toLevelRow(level, place)];
  });
  const products = createRowTable(
    inventory.products.map((product) => toProductRow(product, stock)),
    { ids: (row) => [String(row.id)], skus: (row) => row.variants.map(({ sku }) => sku) },
  );
  const variants = createRowTable(
    inventory.products.flatMap((product) => toFlatVariantRows(product, stock)),
    { ids: (row) => [String(row.id)], skus: (row) => [row.sku] },
  );
  const levelTable = createRowTable(levels, {
    inventory_item_ids: (row) => [String(row.inventory_item_id)],
    skus: (row) => [row.sku],
    location_ids: (row) => [String(row.location_id)],
  });
  const locations = createRowTable(inventory.locations.map(toLocationRow), { ids: (row) => [String(row.id)] });
  const collections: Collection[] = [
    { name: 'products', table: products, lookups: ['ids', 'skus'] },
    { name: 'variants', table: variants, lookups: ['ids', 'skus'] },
    {
      name: 'inventory_levels',
      table: levelTable,
      lookups: ['inventory_item_ids', 'skus', 'location_ids'],
    },
    { name: 'locations', table: locations, lookups: ['ids'] },
  ];
  return new Map(collections.map((collection) => [collection.name, collection]));
}

function oneAnswer(collection: Collection, id: string): VendorAnswer {
  const [row] = collection.lookups.includes('ids') ? collection.table.find('ids', [id]) : [];
  if (row === undefined) return shopError(404);
  return jsonAnswer(200, { [collection.name.replace(/s$/u, '')]: row }, CALL_HEADERS);
}

function listAnswer(collection: Collection, request: VendorRequest): VendorAnswer {
  const limit = boundedInteger(request.query.get('limit'), LIMIT);
  if (limit === undefined) return badRequest({ limit: [`must be between ${LIMIT.low} and ${LIMIT.high}`] });
  const cursor = request.query.get('page_info');
  const others = [...request.query.keys()].filter((name) => !['limit', 'fields', 'page_info'].includes(name));
  if (cursor !== null && others.length > 0) {
    return badRequest({ [others[0] ?? 'base']: ['cannot be used with page_info'] });
  }
  const start = cursor === null ? { offset: 0, filter: withoutPaging(request.query) } : readCursor(cursor);
  if (start === undefined) return badRequest({ page_info: ['Invalid value.'] });
  const rows = findRows(collection, new URLSearchParams(start.filter));
  const some = rows.slice(start.offset, start.offset + limit);
  const fields = listParameter(request.query, 'fields');
  const text =
    fields === undefined ? collection.table.toJson(some) : JSON.stringify(some.map((row) => project(row, fields)));
  const nextOffset = start.offset + limit;
  const hasNext = nextOffset < rows.length;
  const next = hasNext ? { link: nextLink(request, { offset: nextOffset, filter: start.filter }, limit) } : {};
  return { status: 200, body: `{"${collection.name}":${text}}`, headers: { ...CALL_HEADERS, ...next } };
}

interface Cursor {
  readonly offset: number;
  /** The filters of the first page, as a query. */
  readonly filter: string;
}

function nextLink(request: VendorRequest, cursor: Cursor, limit: number): string {
  const pageInfo = Buffer.from(JSON.stringify(cursor)).toString('base64url');
  return `<${request.origin}${request.path}?limit=${limit}&page_info=${pageInfo}>; rel="next"`;
}

function readCursor(text: string): Cursor | undefined {
  try {
    const value = JSON.parse(Buffer.from(text, 'base64url').toString('utf8')) as Partial<Cursor>;
    if (typeof value.offset !== 'number' || typeof value.filter !== 'string') return undefined;
    return { offset: value.offset, filter: value.filter };
  } catch {
    return undefined;
  }
}

function withoutPaging(query: URLSearchParams): string {
  return new URLSearchParams([...query].filter(([name]) => name !== 'limit' && name !== 'fields')).toString();
}

function findRows(collection: Collection, query: URLSearchParams): readonly ShopRow[] {
  const rows = selectByKeys(collection.table, query, collection.lookups);
  const sinceId = query.get('since_id');
  const updatedMin = query.get('updated_at_min');
  return (rows ?? collection.table.rows).filter(
    (row) =>
      (sinceId === null || Number(row['id']) > Number(sinceId)) &&
      (updatedMin === null || Date.parse(String(row['updated_at'])) >= Date.parse(updatedMin)),
  );
}

function project(row: ShopRow, fields: readonly string[]): ShopRow {
  return Object.fromEntries(Object.entries(row).filter(([name]) => fields.includes(name)));
}

function badRequest(errors: Readonly<Record<string, readonly string[]>>): VendorAnswer {
  return jsonAnswer(400, { errors }, CALL_HEADERS);
}

function shopError(status: number, retryAfterSeconds?: number): VendorAnswer {
  const retry: Record<string, string> = status === 429 ? { 'retry-after': (retryAfterSeconds ?? 2).toFixed(1) } : {};
  return jsonAnswer(status, { errors: MESSAGES[status] ?? 'Internal Server Error' }, { ...CALL_HEADERS, ...retry });
}
