import type { Invoice } from '../../src/domain/commerce.ts';
import type { CustomerRecord } from '../../src/domain/customer-record.ts';
import { hashEmail, hashPhone } from '../../src/domain/hashed-identifier.ts';
import type { ProfileField } from '../../src/profile/policies.ts';
import type { Profile } from '../../src/profile/profile.ts';
import { resolveField } from '../../src/profile/resolve-field.ts';
import type { Loaders } from './loaders.ts';

/** A customer as the identity spine has it. */
export interface KnownCustomer {
  readonly id: string;
  readonly records: readonly { readonly source: string; readonly recordId: string }[];
}

export interface ReferenceContext {
  readonly loaders: Loaders;
}

export const typeDefs = `#graphql
  type Query {
    customer(id: ID!): Customer
    customers(first: Int = 20, after: String): CustomerConnection!
  }
  type CustomerConnection { nodes: [Customer!]! }
  type Customer {
    id: ID!
    kind: String
    displayName: String
    legalName: String
    givenName: String
    familyName: String
    emails: [EmailAddress!]
    phones: [PhoneNumber!]
    addresses: [PostalAddress!]
    preferredLanguage: String
    industry: String
    identifiers: [Identifier!]!
    orders(first: Int = 20): OrderConnection
    invoices(first: Int = 20): InvoiceConnection
    shipments(first: Int = 20): ShipmentConnection
    credit: CreditStatus
    segments: [SegmentMembership!]
  }
  type EmailAddress { address: String! }
  type PhoneNumber { number: String type: String }
  type PostalAddress { lines: [String!] locality: String postalCode: String country: String }
  type Identifier { type: String! issuer: String value: String! }
  type Money { amount: String! currency: String! }
  type OrderConnection { nodes: [Order!]! totalCount: Int! }
  type Order { orderNumber: String! orderedAt: String! status: String total: Money lines: [OrderLine!]! }
  type OrderLine { sku: ID! quantity: String! unitPrice: Money amount: Money product: Product }
  type Product { sku: ID! name: String stock: [InventoryLevel!] }
  type InventoryLevel { location: String! available: String }
  type InvoiceConnection { nodes: [Invoice!]! totalCount: Int! }
  type Invoice { number: String! issuedOn: String! dueOn: String status: String total: Money! amountDue: Money }
  type ShipmentConnection { nodes: [Shipment!]! totalCount: Int! }
  type Shipment { carrier: String trackingNumber: String status: String shippedAt: String }
  type CreditStatus { limit: Money exposure: Money blocked: Boolean }
  type SegmentMembership { name: String origin: String status: String }
`;

interface Page {
  readonly first: number;
}

type ByProfile = <T>(
  make: (profile: Profile) => T,
) => (customer: KnownCustomer, args: unknown, context: ReferenceContext) => Promise<T>;

export function createResolvers(customers: readonly KnownCustomer[]) {
  const byId = new Map(customers.map((customer) => [customer.id, customer]));
  return {
    Query: {
      customer: (_root: unknown, { id }: { id: string }) => byId.get(id),
      customers: (_root: unknown, { first, after }: Page & { after?: string | null }) => {
        const last = after == null ? undefined : afterOf(after);
        const from = customers.findIndex(({ id }) => id === last) + 1;
        return { nodes: customers.slice(from, from + first) };
      },
    },
    Customer: { ...profileFields(), ...recordFields() },
    Invoice: { status: statusNow },
    OrderLine: { product: ({ sku }: { sku: string }) => ({ sku }) },
    Product: {
      name: async ({ sku }: { sku: string }, _args: unknown, { loaders }: ReferenceContext) =>
        (await loaders.products.load(sku))[0]?.name,
      stock: ({ sku }: { sku: string }, _args: unknown, { loaders }: ReferenceContext) => loaders.stock.load(sku),
    },
  };
}

/** An open invoice becomes overdue by the calendar. */
function statusNow({ status, dueOn }: Invoice): string | null | undefined {
  const isOpen = status === 'OPEN' || status === 'PARTIALLY_PAID';
  return isOpen && dueOn && dueOn < new Date().toISOString().slice(0, 10) ? 'OVERDUE' : status;
}

/** The product's cursors name the last customer of a page. */
function afterOf(cursor: string): string {
  return Buffer.from(cursor, 'base64url').toString().replace('after:', '');
}

function profileFields() {
  const winner = (field: ProfileField) => byProfile((profile) => resolveField(profile, field).value);
  return {
    kind: winner('kind'),
    displayName: winner('displayName'),
    legalName: winner('legalName'),
    givenName: winner('givenName'),
    familyName: winner('familyName'),
    emails: winner('emails'),
    phones: winner('phones'),
    addresses: winner('addresses'),
    preferredLanguage: winner('preferredLanguage'),
    industry: winner('industry'),
    identifiers: byProfile((profile) => resolveField(profile, 'identifiers').value ?? []),
  };
}

const byProfile: ByProfile = (make) => async (customer, _args, context) => make(await loadProfile(customer, context));

function recordFields() {
  return {
    orders: async (customer: KnownCustomer, page: Page, { loaders }: ReferenceContext) =>
      toPage(await loadOf(customer, 'erp', loaders.orders), page, ({ orderedAt }) => orderedAt),
    invoices: async (customer: KnownCustomer, page: Page, { loaders }: ReferenceContext) =>
      toPage(await loadOf(customer, 'finance', loaders.invoices), page, ({ issuedOn }) => issuedOn),
    shipments: async (customer: KnownCustomer, page: Page, { loaders }: ReferenceContext) =>
      toPage(await loadOf(customer, 'scm', loaders.shipments), page, ({ shippedAt }) => shippedAt ?? ''),
    credit: async (customer: KnownCustomer, _args: unknown, { loaders }: ReferenceContext) =>
      (await loadOf(customer, 'erp', loaders.credit))[0],
    segments: loadSegments,
  };
}

async function loadSegments(customer: KnownCustomer, _args: unknown, context: ReferenceContext) {
  const profile = await loadProfile(customer, context);
  const { emailHash, phoneHash, reference } = context.loaders.segments;
  const emails = (resolveField(profile, 'emails').value ?? []).map(({ address }) => hashEmail(address));
  const phones = (resolveField(profile, 'phones').value ?? []).flatMap(({ number }) =>
    number ? hashPhone(number) : [],
  );
  const references = (resolveField(profile, 'identifiers').value ?? []).flatMap(({ type, value }) =>
    type === 'CUSTOMER_REFERENCE' ? toErpNumber(value) : [],
  );
  const found = await Promise.all([
    loadAll(emailHash, emails),
    loadAll(phoneHash, phones),
    loadAll(reference, references),
  ]);
  return [...new Map(found.flat(2).map((segment) => [segment.id, segment])).values()];
}

/** It knows the ERP's number with leading zeros. */
function toErpNumber(value: string): string {
  return /^\d+$/.test(value) ? value.padStart(10, '0') : value;
}

const PROFILE_SOURCES = ['erp', 'finance', 'scm'] as const;

/** The customer's records of all sources, the most trusted first. */
async function loadProfile(customer: KnownCustomer, { loaders }: ReferenceContext): Promise<Profile> {
  const bySource = await Promise.all(
    PROFILE_SOURCES.map(async (source) => {
      const records = await loadOf<CustomerRecord>(customer, source, loaders.customers[source]);
      return records.map((record) => ({ ref: { source, id: record.id }, record, fetchedAt: 0, mappingVersion: '' }));
    }),
  );
  return { records: bySource.flat() };
}

interface Loader<T> {
  load(key: string): Promise<T[]>;
}

async function loadOf<T>({ records }: KnownCustomer, source: string, loader: Loader<T>): Promise<T[]> {
  const own = records.filter((record) => record.source === source);
  return loadAll(
    loader,
    own.map(({ recordId }) => recordId),
  );
}

async function loadAll<T>(loader: Loader<T>, keys: readonly string[]): Promise<T[]> {
  const found = await Promise.all([...new Set(keys)].map((key) => loader.load(key)));
  return found.flat();
}

/** Newest first, ties by id, as the product sorts them. */
function toPage<T extends { readonly id: string }>(rows: readonly T[], { first }: Page, timeOf: (row: T) => string) {
  const at = (row: T) => Date.parse(timeOf(row) || '0001-01-01');
  const sorted = rows.toSorted((a, b) => at(b) - at(a) || (a.id < b.id ? -1 : 1));
  return { nodes: sorted.slice(0, first), totalCount: rows.length };
}
