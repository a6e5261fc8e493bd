import { readFileSync } from 'node:fs';
import axios, { create, type AxiosInstance } from 'axios';
import jsonata from 'jsonata';
import { parse } from 'yaml';

export type Row = Readonly<Record<string, unknown>>;

/** Answers the rows of a batch of keys, in any order. */
type Call = (keys: readonly string[]) => Promise<readonly Row[]>;

export type SourceCalls = Awaited<ReturnType<typeof createSourceCalls>>;

/** The same requests as the product's connectors send, by hand. */
export async function createSourceCalls(env: NodeJS.ProcessEnv) {
  const erp = createClient(`${env['ERP_BASE_URL']}/sap/opu/odata/sap`, {
    auth: { username: env['ERP_USER'] ?? '', password: env['ERP_PASSWORD'] ?? '' },
  });
  const scm = createClient(env['SCM_BASE_URL'], { headers: { 'API-Key': env['SCM_API_KEY'] ?? '' } });
  const inventory = createClient(`${env['INVENTORY_BASE_URL']}/admin/api/2021-10`, {
    headers: { 'X-Shopify-Access-Token': env['INVENTORY_TOKEN'] ?? '' },
  });
  const dmp = createClient(env['DMP_BASE_URL'], { headers: { 'x-api-key': env['DMP_API_KEY'] ?? '' } });
  const finance = await createFinanceClient(env);
  const partner = await readFieldLists('Customer');
  const order = await readFieldLists('Customer.orders');

  const odata =
    (path: string, filterOf: (keys: readonly string[]) => string, params: object = {}): Call =>
    async (keys) => {
      const { data } = await erp.get(path, { params: { $filter: filterOf(keys), ...params, $format: 'json' } });
      return data.d.results;
    };
  const rest =
    (client: AxiosInstance, path: string, { rows, ...options }: RestOptions): Call =>
    async (keys) => {
      const { data } = await client.get(path, { params: { [options.keys]: keys.join(','), ...options.params } });
      return data[rows];
    };
  const paged = { page: 1, pageSize: 1000 };

  return {
    erpCustomers: odata('/API_BUSINESS_PARTNER/A_BusinessPartner', anyOf('BusinessPartner'), partner),
    orders: odata('/API_SALES_ORDER_SRV/A_SalesOrder', anyOf('SoldToParty'), order),
    credit: odata(
      '/Z_CREDIT_ACCOUNT_SRV/A_CreditAccount',
      (keys) => `CreditSegment eq '0000' and (${anyOf('BusinessPartner')(keys)})`,
    ),
    financeCustomers: rest(finance, '/Contacts', { keys: 'IDs', rows: 'Contacts', params: { includeArchived: true } }),
    invoices: rest(finance, '/Invoices', { keys: 'ContactIDs', rows: 'Invoices', params: { ...paged, unitdp: 4 } }),
    scmCustomers: rest(scm, '/customers', { keys: 'customerId', rows: 'customers', params: paged }),
    shipments: rest(scm, '/shipments', {
      keys: 'customerId',
      rows: 'shipments',
      params: { ...paged, includeShipmentItems: true },
    }),
    products: rest(inventory, '/variants.json', { keys: 'skus', rows: 'variants', params: { limit: 1000 } }),
    stock: rest(inventory, '/inventory_levels.json', {
      keys: 'skus',
      rows: 'inventory_levels',
      params: { limit: 1000 },
    }),
    profilesBy:
      (namespaceCode: string): Call =>
      async (keys) => {
        const declaredIds = keys.map((value) => ({ namespaceCode, value }));
        const { data } = await dmp.post('/v1/profiles/lookup', { declaredIds });
        return data.profiles;
      },
  };
}

interface RestOptions {
  /** The parameter that takes the keys. */
  readonly keys: string;
  /** The member of the answer that holds the rows. */
  readonly rows: string;
  readonly params: object;
}

function createClient(baseURL: string | undefined, options: object): AxiosInstance {
  // OData services refuse a space written as `+`.
  const paramsSerializer = { encode: encodeURIComponent };
  return create({ ...options, ...(baseURL !== undefined && { baseURL }), paramsSerializer, timeout: 30_000 });
}

/** Its token outlives the benchmark. */
async function createFinanceClient(env: NodeJS.ProcessEnv): Promise<AxiosInstance> {
  const { data } = await axios.post(
    env['FINANCE_TOKEN_URL'] ?? '',
    new URLSearchParams({ grant_type: 'client_credentials', scope: 'accounting.transactions accounting.contacts' }),
    { auth: { username: env['FINANCE_CLIENT_ID'] ?? '', password: env['FINANCE_CLIENT_SECRET'] ?? '' } },
  );
  const headers = { authorization: `Bearer ${data.access_token}` };
  return createClient(`${env['FINANCE_BASE_URL']}/api.xro/2.0`, { headers });
}

function anyOf(field: string): (keys: readonly string[]) => string {
  return (keys) => keys.map((key) => `${field} eq '${key.replaceAll("'", "''")}'`).join(' or ');
}

/** `$select` and `$expand` as the product's connector writes them: both must ask for the same. */
async function readFieldLists(coordinate: string): Promise<{ $select: string; $expand: string }> {
  const manifest = parse(readFileSync('connectors/erp/connector.yaml', 'utf8')) as Manifest;
  const { $select = '', $expand = '' } = manifest.provides[coordinate]?.fetch.query ?? {};
  return { $select: await jsonata($select).evaluate({}), $expand: await jsonata($expand).evaluate({}) };
}

interface Manifest {
  readonly provides: Readonly<Record<string, { readonly fetch: { readonly query: Readonly<Record<string, string>> } }>>;
}
