import DataLoader from 'dataloader';
import type { InventoryLevel, Invoice, Order, Product, Shipment } from '../../src/domain/commerce.ts';
import type { CustomerRecord } from '../../src/domain/customer-record.ts';
import type { Mapping, Mappings } from './load-mappings.ts';
import type { Row, SourceCalls } from './source-calls.ts';

export type Loaders = ReturnType<typeof createLoaders>;

/** One request's loaders: each asks its source once for all keys wanted in the same turn. */
export function createLoaders(calls: SourceCalls, { erp, finance, scm, inventory, dmp }: Mappings) {
  const customerId = field('customerId');
  const segmentsBy = (namespace: string, keyOf: KeyOf = requestedId) =>
    createLoader<readonly Segment[]>(calls.profilesBy(namespace), keyOf, dmp['segments'], 500);
  return {
    customers: {
      erp: createLoader<CustomerRecord>(calls.erpCustomers, field('BusinessPartner'), erp['customer']),
      finance: createLoader<CustomerRecord>(calls.financeCustomers, field('ContactID'), finance['customer']),
      scm: createLoader<CustomerRecord>(calls.scmCustomers, customerId, scm['customer']),
    },
    orders: createLoader<Order>(calls.orders, field('SoldToParty'), erp['order']),
    credit: createLoader<Row>(calls.credit, field('BusinessPartner'), erp['credit']),
    invoices: createLoader<Invoice>(calls.invoices, field('Contact', 'ContactID'), finance['invoice']),
    shipments: createLoader<Shipment>(calls.shipments, customerId, scm['shipment']),
    products: createLoader<Product>(calls.products, field('sku'), inventory['product'], 250),
    stock: createLoader<InventoryLevel>(calls.stock, field('sku'), inventory['stock'], 250),
    segments: {
      emailHash: segmentsBy('Email_LC_SHA256'),
      phoneHash: segmentsBy('Phone_SHA256_E.164'),
      reference: segmentsBy('ERP_CRM_ID'),
    },
  };
}

interface Segment {
  readonly id: string;
}

type KeyOf = (row: Row) => string;

const requestedId = field('requestedId', 'value');

function createLoader<T>(
  call: (keys: readonly string[]) => Promise<readonly Row[]>,
  keyOf: KeyOf,
  mapping: Mapping | undefined,
  maxBatchSize = 100,
): DataLoader<string, T[]> {
  return new DataLoader(
    async (keys) => {
      const rows = await call(keys);
      const mapped = await Promise.all(rows.map(async (row) => ({ key: keyOf(row), value: await mapping?.(row) })));
      const byKey = Map.groupBy(mapped, ({ key }) => key);
      return keys.map((key) => (byKey.get(key) ?? []).map(({ value }) => value as T));
    },
    { maxBatchSize },
  );
}

function field(...path: readonly string[]): KeyOf {
  return (row) => String(path.reduce<unknown>((value, name) => (value as Row | undefined)?.[name], row));
}
