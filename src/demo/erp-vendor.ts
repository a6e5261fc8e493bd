import type { DemoWorld } from './demo-world.ts';
import { toCreditEntity, toOrderEntity, toPartnerEntity } from './erp-entities.ts';
import { renderEntity } from './odata-entity.ts';
import type { ODataEntity } from './odata-entity.ts';
import { ODataError, parseODataQuery, selectRows } from './odata-query.ts';
import type { ODataQuery } from './odata-query.ts';
import { FilterSyntaxError } from './parse-row-filter.ts';
import { createRowTable } from './row-table.ts';
import type { RowTable } from './row-table.ts';
import { hasBasicAuth, jsonAnswer } from './vendor.ts';
import type { Vendor, VendorAnswer, VendorRequest } from './vendor.ts';

export interface ErpCredentials {
  readonly user: string;
  readonly password: string;
}

const ROOT = '/sap/opu/odata/sap/';
const PARTNER_PAGE = 200;
const ORDER_PAGE = 2000;
const UNAUTHORIZED_PAGE =
  '<html><head><title>Logon Error Message</title></head><body><h1>Anmeldung fehlgeschlagen</h1><p>HTTP Status 401 - Unauthorized</p></body></html>';

interface EntitySet {
  readonly service: string;
  readonly name: string;
  readonly table: RowTable<ODataEntity>;
  readonly pageSize: number;
  /** Rendered rows by what was selected, then by row. */
  readonly rendered: Map<string, Map<ODataEntity, string>>;
}

/** SAP S/4HANA, OData V2: the README's part "erp". */
export function createErpVendor(world: DemoWorld, credentials: ErpCredentials, origin: string): Vendor {
  const sets = new Map(createEntitySets(world).map((set) => [`${set.service}/${set.name}`, set]));
  return {
    name: 'erp',
    authorize: ({ headers }) =>
      hasBasicAuth(headers.authorization, credentials.user, credentials.password) ? undefined : sapError(401, ''),
    handle: (request) => handle(sets, request, origin),
    template: (path) => decodeURIComponent(path).replace(/\([^)]*\)/u, '({id})'),
    error: (status, retryAfterSeconds) =>
      sapError(status, `The server answered with status ${status}.`, retryAfterSeconds),
    errorIn200: () => ({ ...sapError(500, 'An application exception has occurred.'), status: 200 }),
    withNextPage: (answer, request) => {
      const next = JSON.stringify(`${origin}${request.path}?${request.rawQuery}`);
      return { ...answer, body: answer.body.replace(/\]\}\}$/u, `],"__next":${next}}}`) };
    },
  };
}

function createEntitySets(world: DemoWorld): EntitySet[] {
  const set = (path: string, rows: readonly ODataEntity[], pageSize: number, indexed: readonly string[]): EntitySet => {
    const [service = '', name = ''] = path.split('/');
    const keysOf = indexed.map((field) => [field, (row: ODataEntity) => [String(row.fields[field])]] as const);
    return { service, name, pageSize, table: createRowTable(rows, Object.fromEntries(keysOf)), rendered: new Map() };
  };
  const partners = world.erp.partners.map(toPartnerEntity);
  const taxNumbers = partners.flatMap((partner) => partner.navigations['to_BusinessPartnerTax'] ?? []);
  const orders = world.erp.orders.map(toOrderEntity);
  const items = orders.flatMap((order) => order.navigations['to_Item'] ?? []);
  const accounts = world.erp.creditAccounts.map(toCreditEntity);
  return [
    set('API_BUSINESS_PARTNER/A_BusinessPartner', partners, PARTNER_PAGE, ['BusinessPartner']),
    set('API_BUSINESS_PARTNER/A_BusinessPartnerTaxNumber', taxNumbers, PARTNER_PAGE, [
      'BusinessPartner',
      'BPTaxNumber',
    ]),
    set('API_SALES_ORDER_SRV/A_SalesOrder', orders, ORDER_PAGE, ['SalesOrder', 'SoldToParty']),
    set('API_SALES_ORDER_SRV/A_SalesOrderItem', items, ORDER_PAGE, ['SalesOrder', 'Material']),
    set('Z_CREDIT_ACCOUNT_SRV/A_CreditAccount', accounts, PARTNER_PAGE, ['BusinessPartner']),
  ];
}

function handle(sets: ReadonlyMap<string, EntitySet>, request: VendorRequest, origin: string): VendorAnswer {
  if (request.method !== 'GET' && request.method !== 'HEAD')
    return sapError(405, `Method ${request.method} not allowed`);
  if (request.rawQuery.includes('+')) {
    return sapError(400, 'Invalid URI: a blank in the query must be written as %20, not as +');
  }
  const path = decodeURIComponent(request.path);
  const [, service = '', name = '', key, rest] =
    /^\/sap\/opu\/odata\/sap\/(\w+)\/(\w+)(?:\(([^)]*)\))?(?:\/(\$?\w+))?$/u.exec(path) ?? [];
  const set = sets.get(`${service}/${name}`);
  if (set === undefined) return sapError(404, `No service or entity set found for ${path}`);
  const target = { set, serviceUrl: `${origin}${ROOT}${service}`, request };
  try {
    if (key === undefined) return rest === '$count' ? countAnswer(target) : listAnswer(target, rest);
    return entityAnswer(target, key, rest);
  } catch (error) {
    if (error instanceof ODataError || error instanceof FilterSyntaxError) return sapError(400, error.message);
    throw error;
  }
}

interface Target {
  readonly set: EntitySet;
  readonly serviceUrl: string;
  readonly request: VendorRequest;
}

function countAnswer({ set, request }: Target): VendorAnswer {
  const rows = selectRows(set.table, parseODataQuery(request.query, set.table.rows[0]));
  return { status: 200, body: String(rows.length), contentType: 'text/plain;charset=utf-8' };
}

function listAnswer(target: Target, rest: string | undefined): VendorAnswer {
  const { set, serviceUrl, request } = target;
  if (rest !== undefined) return sapError(404, `Resource not found for segment '${rest}'`);
  const query = parseODataQuery(request.query, set.table.rows[0]);
  const rows = selectRows(set.table, query);
  const wanted = rows.slice(query.skip, query.top === undefined ? undefined : query.skip + query.top);
  const page = wanted.slice(0, set.pageSize);
  const count = query.hasCount ? `"__count":"${rows.length}",` : '';
  const next = wanted.length > page.length ? `,"__next":${JSON.stringify(nextUrl(target, query))}` : '';
  const texts = renderRows(set, page, query, serviceUrl);
  return {
    status: 200,
    body: `{"d":{${count}"results":[${texts.join(',')}]${next}}}`,
    headers: { dataserviceversion: '2.0' },
  };
}

/** The same request with the token of the next row; what is left of `$top` goes along. */
function nextUrl({ set, serviceUrl, request }: Target, query: ODataQuery): string {
  const kept = [...request.query].filter(([name]) => !['$skiptoken', '$skip', '$top'].includes(name));
  const top = query.top === undefined ? [] : [['$top', String(query.top - set.pageSize)]];
  const pairs = [...kept, ...top, ['$skiptoken', String(query.skip + set.pageSize)]];
  const text = pairs.map(([name = '', value = '']) => `${name}=${encodeURIComponent(value)}`).join('&');
  return `${serviceUrl}/${set.name}?${text}`;
}

function renderRows(set: EntitySet, rows: readonly ODataEntity[], query: ODataQuery, serviceUrl: string): string[] {
  const known = set.rendered.get(query.selectionKey) ?? new Map<ODataEntity, string>();
  set.rendered.set(query.selectionKey, known);
  return rows.map((row) => {
    const text = known.get(row) ?? JSON.stringify(renderEntity(row, query.selection, serviceUrl));
    known.set(row, text);
    return text;
  });
}

function entityAnswer({ set, serviceUrl, request }: Target, key: string, rest: string | undefined): VendorAnswer {
  const wanted = key.startsWith("'") ? `${set.name}(${key})` : key;
  const entity = set.table.rows.find(({ path }) => path === wanted || path === `${set.name}(${key})`);
  if (entity === undefined) return sapError(404, `Resource not found for key ${key}`);
  if (rest === undefined) {
    const { selection } = parseODataQuery(request.query, entity);
    return jsonAnswer(200, { d: renderEntity(entity, selection, serviceUrl) });
  }
  const targets = entity.navigations[rest];
  if (targets === undefined) return sapError(404, `Resource not found for segment '${rest}'`);
  const { selection } = parseODataQuery(request.query, targets[0]);
  return jsonAnswer(200, { d: { results: targets.map((row) => renderEntity(row, selection, serviceUrl)) } });
}

function sapError(status: number, message: string, retryAfterSeconds?: number): VendorAnswer {
  if (status === 401) {
    const realm = { 'www-authenticate': 'Basic realm="SAP NetWeaver Application Server"' };
    return { status, body: UNAUTHORIZED_PAGE, contentType: 'text/html; charset=utf-8', headers: realm };
  }
  const retry: Record<string, string> =
    retryAfterSeconds === undefined ? {} : { 'retry-after': String(retryAfterSeconds) };
  const error = {
    code: status === 404 ? '/IWFND/CM_BEC/026' : '/IWFND/CM_MGW/096',
    message: { lang: 'en', value: message },
    innererror: { transactionid: '1F0B3A2C9D4E', timestamp: '20261031120000.0000000', errordetails: [] },
  };
  return jsonAnswer(status, { error }, retry);
}
