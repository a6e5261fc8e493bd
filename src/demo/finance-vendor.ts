import { randomUUID } from 'node:crypto';
import type { DemoWorld } from './demo-world.ts';
import { XERO_WHERE } from './filter-languages.ts';
import { createFinanceEndpoints, readXeroField } from './finance-endpoints.ts';
import type { FinanceEndpoint } from './finance-endpoints.ts';
import type { XeroRow } from './finance-rows.ts';
import { FilterSyntaxError, parseRowFilter } from './parse-row-filter.ts';
import { matches, toKeyLookup } from './row-filter.ts';
import type { Scalar } from './row-filter.ts';
import type { RowTable } from './row-table.ts';
import { boundedInteger, jsonAnswer, listParameter } from './vendor.ts';
import type { Vendor, VendorAnswer, VendorRequest } from './vendor.ts';
import { createTokenDesk } from './token-desk.ts';
import type { ClientCredentials } from './token-desk.ts';

const ROOT = '/api.xro/2.0/';
const MAX_PAGE_SIZE = 1000;
const DEFAULT_PAGE_SIZE = 100;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/iu;
const NOT_FOUND_TEXT = 'The resource you are looking for cannot be found';

/** Xero Accounting: the README's part "finance". */
export function createFinanceVendor(world: DemoWorld, credentials: ClientCredentials): Vendor {
  const endpoints = createFinanceEndpoints(world);
  const desk = createTokenDesk(credentials);
  return {
    name: 'finance',
    authorize: (request) =>
      request.path === '/connect/token' ? undefined : refuse(desk.check(request.headers.authorization), request),
    handle: (request) => {
      if (request.path === '/connect/token') return desk.issue(request);
      try {
        return handle(endpoints, request);
      } catch (error) {
        if (!(error instanceof FilterSyntaxError)) throw error;
        return jsonAnswer(400, { ErrorNumber: 16, Type: 'QueryParseException', Message: error.message });
      }
    },
    template: (path) => path.replace(/^(\/api\.xro\/2\.0\/\w+)\/.+$/u, '$1/{id}'),
    error: xeroError,
    errorIn200: () => ({ ...validationError('An error occurred in Xero.'), status: 200 }),
    withNextPage: (answer) => {
      const pagination = /"pagination":\{"page":(\d+),"pageSize":(\d+),"pageCount":\d+,"itemCount":\d+\}/u;
      const rewritten = answer.body.replace(pagination, (_, page: string, size: string) => {
        const next = {
          page: Number(page),
          pageSize: Number(size),
          pageCount: 1_000_000,
          itemCount: 1_000_000 * Number(size),
        };
        return `"pagination":${JSON.stringify(next)}`;
      });
      return { ...answer, body: rewritten };
    },
  };
}

function handle(endpoints: ReadonlyMap<string, FinanceEndpoint>, request: VendorRequest): VendorAnswer {
  if (request.method !== 'GET') return xeroError(405);
  const [name = '', id, ...rest] = request.path.startsWith(ROOT) ? request.path.slice(ROOT.length).split('/') : [];
  const endpoint = endpoints.get(name);
  if (endpoint === undefined || rest.length > 0) return xeroError(404);
  const table = endpoint.tableFor(request, id !== undefined);
  if (id !== undefined) return singleAnswer(endpoint, table, decodeURIComponent(id));
  const found = findRows(endpoint, table, request);
  return Array.isArray(found) ? listAnswer(endpoint, table, found, request) : (found as VendorAnswer);
}

function singleAnswer(endpoint: FinanceEndpoint, table: RowTable<XeroRow>, id: string): VendorAnswer {
  const [row] = UUID.test(id)
    ? table.find(endpoint.idField, [id.toLowerCase()])
    : table.find(endpoint.numberField ?? endpoint.idField, [id]);
  return row === undefined ? xeroError(404) : envelope(endpoint, table.toJson([row]), '');
}

/** The rows, or the answer that refuses the request. */
function findRows(
  endpoint: FinanceEndpoint,
  table: RowTable<XeroRow>,
  { query, headers }: VendorRequest,
): readonly XeroRow[] | VendorAnswer {
  let rows: readonly XeroRow[] | undefined;
  for (const [parameter, field] of Object.entries(endpoint.lists)) {
    const keys = listParameter(query, parameter);
    if (keys === undefined) continue;
    const wrong = field.endsWith('ID') ? keys.find((key) => !UUID.test(key)) : undefined;
    if (wrong !== undefined) return validationError(`${parameter} holds a value that is not a valid Guid`);
    const found = table.find(field, field.endsWith('ID') ? keys.map((key) => key.toLowerCase()) : keys);
    rows = rows === undefined ? found : rows.filter((row) => found.includes(row));
  }
  const where = query.get('where');
  if (where !== null) rows = filterRows(table, where, rows);
  const since = headers['if-modified-since'];
  const sinceMs = since === undefined ? undefined : Date.parse(since);
  const term = query.get('searchTerm')?.toLowerCase();
  const statuses = listParameter(query, 'Statuses');
  const hidesArchived = endpoint.name === 'Contacts' && query.get('includeArchived') !== 'true' && rows === undefined;
  const kept = (rows ?? table.rows).filter(
    (row) =>
      (sinceMs === undefined || Number.isNaN(sinceMs) || Number(readXeroField(row, 'UpdatedDateUTC')) > sinceMs) &&
      (term === undefined || endpoint.searched.some((field) => contains(readXeroField(row, field), term))) &&
      (statuses === undefined || statuses.includes(String(row['Status']))) &&
      !(hidesArchived && row['ContactStatus'] === 'ARCHIVED'),
  );
  return sortRows(kept, query.get('order'));
}

function filterRows(
  table: RowTable<XeroRow>,
  where: string,
  among: readonly XeroRow[] | undefined,
): readonly XeroRow[] {
  const filter = parseRowFilter(where, XERO_WHERE);
  const lookup = toKeyLookup(filter);
  if (among === undefined && lookup !== undefined && table.hasIndex(lookup.field)) {
    return table.find(lookup.field, lookup.keys);
  }
  return (among ?? table.rows).filter((row) => matches(filter, row, readXeroField));
}

function sortRows(rows: readonly XeroRow[], order: string | null): readonly XeroRow[] {
  if (order === null) return rows;
  const [field = '', direction = 'ASC'] = order.split(/\s+/u);
  const sign = direction.toUpperCase() === 'DESC' ? -1 : 1;
  return [...rows].sort((left, right) => {
    const [first, second] = [readXeroField(left, field) ?? '', readXeroField(right, field) ?? ''];
    if (first === second) return 0;
    return first < second ? -sign : sign;
  });
}

function listAnswer(
  endpoint: FinanceEndpoint,
  table: RowTable<XeroRow>,
  rows: readonly XeroRow[],
  { query }: VendorRequest,
): VendorAnswer {
  if (!query.has('page')) return envelope(endpoint, table.toJson(rows), '');
  const page = boundedInteger(query.get('page'), { low: 1, high: 1_000_000, absent: 1 });
  const pageSize = boundedInteger(query.get('pageSize'), { low: 1, high: MAX_PAGE_SIZE, absent: DEFAULT_PAGE_SIZE });
  if (page === undefined || pageSize === undefined) {
    return validationError(`page must be 1 or more and pageSize between 1 and ${MAX_PAGE_SIZE}`);
  }
  const pagination = { page, pageSize, pageCount: Math.ceil(rows.length / pageSize), itemCount: rows.length };
  const some = rows.slice((page - 1) * pageSize, page * pageSize);
  return envelope(endpoint, table.toJson(some), `"pagination":${JSON.stringify(pagination)},`);
}

function envelope(endpoint: FinanceEndpoint, rows: string, pagination: string): VendorAnswer {
  const head = `"Id":"${randomUUID()}","Status":"OK","ProviderName":"Demo Finance","DateTimeUTC":"/Date(${Date.now()})/"`;
  return { status: 200, body: `{${head},${pagination}"${endpoint.name}":${rows}}` };
}

function contains(value: Scalar | undefined, part: string): boolean {
  return typeof value === 'string' && value.toLowerCase().includes(part);
}

function refuse(problem: string | undefined, request: VendorRequest): VendorAnswer | undefined {
  if (problem === undefined) return undefined;
  const body = {
    Type: null,
    Title: 'Unauthorized',
    Status: 401,
    Detail: problem,
    Instance: request.path,
    Extensions: {},
  };
  return jsonAnswer(401, body);
}

function validationError(message: string): VendorAnswer {
  return jsonAnswer(400, {
    ErrorNumber: 10,
    Type: 'ValidationException',
    Message: 'A validation exception occurred',
    Elements: [{ ValidationErrors: [{ Message: message }] }],
  });
}

function xeroError(status: number, retryAfterSeconds?: number): VendorAnswer {
  if (status === 404) return { status, body: NOT_FOUND_TEXT, contentType: 'text/plain; charset=utf-8' };
  if (status === 429) {
    const headers = { 'retry-after': String(retryAfterSeconds ?? 60), 'x-rate-limit-problem': 'minute' };
    return { status, body: '', contentType: 'text/plain; charset=utf-8', headers };
  }
  const title = status === 401 ? 'Unauthorized' : status === 403 ? 'Forbidden' : 'An error occurred';
  return jsonAnswer(status, {
    Type: null,
    Title: title,
    Status: status,
    Detail: title,
    Instance: null,
    Extensions: {},
  });
}
