import type { DemoWorld } from './demo-world.ts';
import { createRowTable } from './row-table.ts';
import type { RowTable } from './row-table.ts';
import { toCarrierRows, toCustomerRow, toShipmentRow, toSupplierRow, toSupplyRow, toTrackerRow } from './scm-rows.ts';
import { boundedInteger, hasBasicAuth, jsonAnswer, listParameter } from './vendor.ts';
import { selectByKeys } from './select-by-keys.ts';
import type { Vendor, VendorAnswer, VendorRequest } from './vendor.ts';

const MAX_PAGE_SIZE = 1000;
const DEFAULT_PAGE_SIZE = 100;
const TRACKER_PAGE = { low: 1, high: 100, absent: 20 };
const RATE_HEADERS = { 'x-rate-limit-limit': '40', 'x-rate-limit-remaining': '39', 'x-rate-limit-reset': '60' };

/** A list the vendor pages through: rows, the parameters that are keys, the parameters that narrow. */
interface Collection<Row extends object> {
  readonly name: string;
  readonly table: RowTable<Row>;
  readonly lookups: readonly string[];
  readonly narrowing: Readonly<Record<string, (row: Row, value: string) => boolean>>;
  readonly sortable: Readonly<Record<string, (row: Row) => string>>;
}

type Handler = (request: VendorRequest) => VendorAnswer;

/** ShipStation with EasyPost's trackers: the README's part "scm". */
export function createScmVendor(world: DemoWorld, apiKey: string): Vendor {
  const handlers = createHandlers(world);
  return {
    name: 'scm',
    authorize: ({ headers }) =>
      headers['api-key'] === apiKey || hasBasicAuth(headers.authorization, apiKey) ? undefined : scmError(401),
    handle: (request) => {
      const [, name = '', id] = /^\/(\w+)(?:\/(\d+))?$/u.exec(request.path) ?? [];
      const handler = handlers.get(id === undefined ? name : `${name}/{id}`);
      if (handler === undefined) return scmError(404, undefined, request.path);
      if (request.method !== 'GET') return scmError(405);
      const answer = handler(request);
      return { ...answer, headers: { ...RATE_HEADERS, ...answer.headers } };
    },
    template: (path) => path.replace(/\/\d+$/u, '/{id}'),
    error: (status, retryAfterSeconds) => scmError(status, retryAfterSeconds),
    errorIn200: () =>
      jsonAnswer(200, { ExceptionMessage: 'Timeout expired.', ExceptionType: 'System.TimeoutException' }),
    withNextPage: (answer) => {
      const body = answer.body
        .replace(/"pages":\d+\}$/u, '"pages":1000000}')
        .replace(/"has_more":false\}$/u, '"has_more":true}');
      return { ...answer, body };
    },
  };
}

function createHandlers(world: DemoWorld): ReadonlyMap<string, Handler> {
  const { scm } = world;
  const supplierNames = new Map(scm.suppliers.map(({ id, name }) => [id, name]));
  const withItems = shipmentCollection(scm.shipments.map((shipment) => toShipmentRow(shipment, true)));
  const withoutItems = shipmentCollection(scm.shipments.map((shipment) => toShipmentRow(shipment, false)));
  const customers = customerCollection(scm.customers.map(toCustomerRow));
  const suppliers = collectionOf('suppliers', scm.suppliers.map(toSupplierRow), ['supplierId']);
  const supplyRows = scm.supplies.map((supply) => toSupplyRow(supply, supplierNames.get(supply.supplierId) ?? ''));
  const supplies = collectionOf('supplies', supplyRows, ['sku', 'supplierId']);
  const trackers = createTrackerHandler(scm.shipments.filter(({ trackingNumber }) => trackingNumber).map(toTrackerRow));
  const carriers = jsonAnswer(200, toCarrierRows(scm.carriers));
  return new Map<string, Handler>([
    [
      'shipments',
      (request) => page(request.query.get('includeShipmentItems') === 'true' ? withItems : withoutItems, request),
    ],
    ['customers', (request) => page(customers, request)],
    ['customers/{id}', (request) => one(customers, request)],
    ['suppliers', (request) => page(suppliers, request)],
    ['supplies', (request) => page(supplies, request)],
    ['trackers', trackers],
    ['carriers', () => carriers],
  ]);
}

type ShipmentRow = ReturnType<typeof toShipmentRow>;

function shipmentCollection(rows: readonly ShipmentRow[]): Collection<ShipmentRow> {
  return {
    name: 'shipments',
    table: createRowTable(rows, {
      orderNumber: (row) => [row.orderNumber],
      shipmentId: (row) => [String(row.shipmentId)],
      customerId: (row) => [String(row.customerId)],
      customField1: (row) => [row.advancedOptions.customField1],
      trackingNumber: (row) => (row.trackingNumber === null ? [] : [row.trackingNumber]),
    }),
    lookups: ['orderNumber', 'shipmentId', 'customerId', 'customField1', 'trackingNumber'],
    narrowing: {
      carrierCode: (row, value) => row.carrierCode === value,
      shipDateStart: (row, value) => row.shipDate !== null && row.shipDate >= value,
      shipDateEnd: (row, value) => row.shipDate !== null && row.shipDate <= value,
    },
    sortable: { shipDate: (row) => row.shipDate ?? '', createDate: (row) => row.createDate },
  };
}

type CustomerRow = ReturnType<typeof toCustomerRow>;

function customerCollection(rows: readonly CustomerRow[]): Collection<CustomerRow> {
  return {
    name: 'customers',
    table: createRowTable(rows, {
      customerId: (row) => [String(row.customerId)],
      externalId: (row) => (row.externalId === null ? [] : [row.externalId]),
      email: (row) => (row.email === '' ? [] : [row.email]),
    }),
    lookups: ['customerId', 'externalId', 'email'],
    narrowing: {
      countryCode: (row, value) => row.countryCode === value,
      modifyDateStart: (row, value) => row.modifyDate >= value.replace(' ', 'T'),
      search: (row, value) => `${row.name}\n${row.company}`.toLowerCase().includes(value.toLowerCase()),
    },
    sortable: { createDate: (row) => row.createDate, modifyDate: (row) => row.modifyDate },
  };
}

function collectionOf<Row extends object>(
  name: string,
  rows: readonly Row[],
  lookups: readonly string[],
): Collection<Row> {
  const keysOf = lookups.map(
    (field) => [field, (row: Row) => [String((row as Record<string, unknown>)[field])]] as const,
  );
  return { name, table: createRowTable(rows, Object.fromEntries(keysOf)), lookups, narrowing: {}, sortable: {} };
}

function page<Row extends object>(collection: Collection<Row>, { query }: VendorRequest): VendorAnswer {
  const number = boundedInteger(query.get('page'), { low: 1, high: 1_000_000, absent: 1 });
  const size = boundedInteger(query.get('pageSize'), { low: 1, high: MAX_PAGE_SIZE, absent: DEFAULT_PAGE_SIZE });
  if (number === undefined) return invalid('page', 'The value must be a whole number from 1.');
  if (size === undefined) return invalid('pageSize', `The value must be between 1 and ${MAX_PAGE_SIZE}.`);
  const sortBy = query.get('sortBy');
  const sortKey = sortBy === null ? undefined : collection.sortable[sortBy[0]?.toLowerCase() + sortBy.slice(1)];
  if (sortBy !== null && sortKey === undefined) return invalid('sortBy', `'${sortBy}' is not a sort key.`);
  const rows = sorted(findRows(collection, query), sortKey, query.get('sortDir') === 'DESC');
  const text = collection.table.toJson(rows.slice((number - 1) * size, number * size));
  const pages = Math.ceil(rows.length / size);
  return {
    status: 200,
    body: `{"${collection.name}":${text},"total":${rows.length},"page":${number},"pages":${pages}}`,
  };
}

/** Key parameters narrow each other; without any, every row. */
function findRows<Row extends object>(collection: Collection<Row>, query: URLSearchParams): readonly Row[] {
  const rows = selectByKeys(collection.table, query, collection.lookups);
  const tests = Object.entries(collection.narrowing).flatMap(([parameter, test]) => {
    const value = query.get(parameter);
    return value === null ? [] : [(row: Row) => test(row, value)];
  });
  const among = rows ?? collection.table.rows;
  return tests.length === 0 ? among : among.filter((row) => tests.every((test) => test(row)));
}

function sorted<Row>(
  rows: readonly Row[],
  key: ((row: Row) => string) | undefined,
  isDescending: boolean,
): readonly Row[] {
  if (key === undefined) return rows;
  const sign = isDescending ? -1 : 1;
  return [...rows].sort((left, right) => sign * key(left).localeCompare(key(right)));
}

function one<Row extends object>(collection: Collection<Row>, { path }: VendorRequest): VendorAnswer {
  const [row] = collection.table.find('customerId', [path.slice(path.lastIndexOf('/') + 1)]);
  return row === undefined ? scmError(404, undefined, path) : jsonAnswer(200, row);
}

function createTrackerHandler(rows: readonly ReturnType<typeof toTrackerRow>[]): Handler {
  const table = createRowTable(rows, {
    tracking_code: (row) => (row.tracking_code === undefined ? [] : [row.tracking_code]),
    shipment_id: (row) => [row.shipment_id],
    id: (row) => [row.id],
  });
  return ({ query }) => {
    for (const parameter of ['tracking_code', 'shipment_id']) {
      const keys = listParameter(query, parameter);
      if (keys !== undefined) return trackerAnswer(table.toJson(table.find(parameter, keys)), false);
    }
    const size = boundedInteger(query.get('page_size'), TRACKER_PAGE);
    if (size === undefined) return invalid('page_size', 'The value must be between 1 and 100.');
    const before = table.find('id', listParameter(query, 'before_id') ?? [])[0];
    const start = before === undefined ? 0 : rows.indexOf(before) + 1;
    return trackerAnswer(table.toJson(rows.slice(start, start + size)), start + size < rows.length);
  };
}

function trackerAnswer(rows: string, hasMore: boolean): VendorAnswer {
  return { status: 200, body: `{"trackers":${rows},"has_more":${hasMore}}` };
}

function invalid(parameter: string, message: string): VendorAnswer {
  return jsonAnswer(400, { Message: 'The request is invalid.', ModelState: { [parameter]: [message] } }, RATE_HEADERS);
}

const MESSAGES: Readonly<Record<number, string>> = {
  401: 'Authorization has been denied for this request.',
  403: 'Access to this resource is forbidden.',
  405: 'The requested resource does not support this http method.',
};

function scmError(status: number, retryAfterSeconds?: number, path = '/'): VendorAnswer {
  if (status === 429) {
    const seconds = String(retryAfterSeconds ?? 30);
    const headers = {
      'retry-after': seconds,
      ...RATE_HEADERS,
      'x-rate-limit-remaining': '0',
      'x-rate-limit-reset': seconds,
    };
    return jsonAnswer(status, { message: 'Too Many Requests' }, headers);
  }
  if (status === 404) {
    return jsonAnswer(
      status,
      { Message: `No HTTP resource was found that matches the request URI '${path}'.` },
      RATE_HEADERS,
    );
  }
  return jsonAnswer(status, { Message: MESSAGES[status] ?? 'An error has occurred.' }, RATE_HEADERS);
}
