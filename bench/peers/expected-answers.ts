import type { QueryName } from './questions.ts';
import {
  creditRow,
  customerRow,
  invoiceRows,
  orderRows,
  segmentRows,
  shipmentRows,
  stockRow,
  type CreditRow,
  type CustomerRow,
  type InvoiceRow,
  type OrderRow,
  type SegmentRow,
  type ShipmentRow,
} from './world.ts';

const KIND: Codes = { '1': 'PERSON', '2': 'ORGANIZATION' };
const ORDER: Codes = { '10': 'OPEN', '20': 'SHIPPED', '90': 'CLOSED' };
const INVOICE: Codes = { O: 'OPEN', P: 'PAID', V: 'VOID' };
const SHIPMENT: Codes = { N: 'PENDING', T: 'IN_TRANSIT', D: 'DELIVERED' };
const ORIGIN: Codes = { '1P': 'FIRST_PARTY', '3P': 'THIRD_PARTY' };
const MEMBERSHIP: Codes = { A: 'ACTIVE', E: 'EXITED' };

type Codes = Readonly<Record<string, string>>;

/** The data that a query must answer for these customers, worked out from the rows alone, lists without `nodes`. */
export function toExpected(query: QueryName, numbers: readonly string[]): object {
  if (query === 'Q4') return { __typename: 'Query' };
  if (query === 'Q3') return { customers: numbers.map(card) };
  const number = numbers[0] ?? '';
  return { customer: query === 'Q1' ? profile(customerRow(number)) : whole(number) };
}

function profile(row: CustomerRow) {
  return {
    kind: KIND[row.type],
    displayName: row.name,
    legalName: row.legalName,
    preferredLanguage: row.language,
    industry: row.industry,
    emails: [{ address: row.email }],
    phones: [{ number: row.phone }],
    addresses: [{ lines: [row.street], locality: row.city, postalCode: row.zip, country: row.country }],
    identifiers: [
      { type: 'CUSTOMER_REFERENCE', value: row.number },
      { type: 'DUNS', value: row.duns },
    ],
  };
}

function whole(number: string) {
  const { name, email } = customerRow(number);
  return {
    displayName: name,
    emails: [{ address: email }],
    orders: orderRows(number).map((row) => ({ ...order(row), orderedAt: row.date })),
    invoices: invoiceRows(number).map((row) => ({ ...invoice(row), dueOn: row.due })),
    credit: credit(creditRow(number)),
    shipments: shipmentRows(number).map(shipment),
    segments: segmentRows(number).map((row) => ({ ...segment(row), origin: ORIGIN[row.origin] })),
  };
}

function card(number: string) {
  return {
    displayName: customerRow(number).name,
    orders: orderRows(number).map(order),
    invoices: invoiceRows(number).map(invoice),
    segments: segmentRows(number).map(segment),
  };
}

function order({ number, status, net, currency, lines }: OrderRow) {
  return { orderNumber: number, status: ORDER[status], total: { amount: net, currency }, lines: lines.map(lineOf) };
}

function lineOf({ sku, quantity }: OrderRow['lines'][number]) {
  const { location, available } = stockRow(sku);
  return { sku, quantity, product: { stock: [{ location, available }] } };
}

function invoice({ number, status, open, currency }: InvoiceRow) {
  return { number, status: INVOICE[status], amountDue: { amount: open, currency } };
}

function credit({ limit, exposure, currency, blocked }: CreditRow) {
  return { limit: { amount: limit, currency }, exposure: { amount: exposure, currency }, blocked };
}

function shipment({ carrier, tracking, status, shipped }: ShipmentRow) {
  return { carrier, trackingNumber: tracking, status: SHIPMENT[status], shippedAt: shipped };
}

function segment({ name, status }: SegmentRow) {
  return { name, status: MEMBERSHIP[status] };
}
