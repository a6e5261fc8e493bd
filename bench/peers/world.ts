/**
 * The invented company behind the mock sources. Every row follows from its key alone, so that a hundred thousand
 * customers need no memory before somebody asks for them, and the truth can be worked out twice.
 */
const FIRST_CUSTOMER = 100_001;
const FIRST_SKU = 1;
const SKUS = 200;
const LINES_PER_ORDER = 3;
/** Orders per customer: 5 on average. */
const ORDER_COUNTS = [3, 4, 5, 6, 7];

const NAMES = ['Nordhang', 'Kastell', 'Meridian', 'Ostsee', 'Rotbuche', 'Silberweg', 'Tannhof', 'Wellental'] as const;
const TRADES = ['Logistik', 'Maschinenbau', 'Elektronik', 'Papier', 'Textil'] as const;
const CITIES = ['Berlin', 'Hamburg', 'Leipzig', 'Bremen'] as const;
const ORDER_STATUS = ['10', '20', '90'] as const;
const INVOICE_STATUS = ['O', 'P', 'V'] as const;
const SHIPMENT_STATUS = ['N', 'T', 'D'] as const;
const CARRIERS = ['DHL', 'DPD', 'GLS'] as const;
const WAREHOUSES = ['BER', 'HAM'] as const;
const AUDIENCES = ['Bulk buyers', 'Early adopters', 'Seasonal', 'Price-minded', 'Newsletter', 'Export'] as const;

export type CustomerRow = ReturnType<typeof customerRow>;
export type OrderRow = ReturnType<typeof orderRows>[number];
export type InvoiceRow = ReturnType<typeof invoiceRows>[number];
export type CreditRow = ReturnType<typeof creditRow>;
export type ShipmentRow = ReturnType<typeof shipmentRows>[number];
export type SegmentRow = ReturnType<typeof segmentRows>[number];

/** Customer numbers as all sources know them, the first `count`. */
export function customerNumbers(count: number): string[] {
  return Array.from({ length: count }, (_, index) => String(FIRST_CUSTOMER + index));
}

export function customerRow(number: string) {
  const at = digest(number);
  const trade = pick(TRADES, at >>> 3);
  const name = `${pick(NAMES, at)} ${trade} ${number}`;
  return {
    number,
    type: Number(number) % 5 === 0 ? '1' : '2',
    name,
    legalName: `${name} GmbH`,
    language: 'de',
    industry: trade,
    email: `office@c${number}.example`,
    phone: `+4930${20_000_000 + Number(number)}`,
    street: `Musterweg ${1 + (at % 90)}`,
    city: pick(CITIES, at >>> 5),
    zip: String(10_000 + (at % 80_000)),
    country: 'DE',
    duns: String(100_000_000 + Number(number)),
  };
}

/** Newest first, as all lists. */
export function orderRows(customer: string) {
  return Array.from({ length: orderCount(customer) }, (_, index) => {
    const number = `${customer}${String(index).padStart(2, '0')}`;
    const at = digest(number);
    const lines = Array.from({ length: LINES_PER_ORDER }, (_line, position) => {
      const seed = digest(`${number}/${position}`);
      const sku = toSku(FIRST_SKU + (seed % SKUS));
      return { sku, quantity: String(1 + (seed % 9)), price: amount(seed >>> 4, 900), currency: 'EUR' };
    });
    return {
      number,
      customer,
      date: `${day(index)}T0${at % 10}:30:00Z`,
      status: pick(ORDER_STATUS, at),
      net: amount(at, 9_000),
      currency: 'EUR',
      lines,
    };
  });
}

/** One for each order. */
export function invoiceRows(customer: string) {
  return orderRows(customer).map(({ number, net, currency }, index) => {
    const status = pick(INVOICE_STATUS, digest(`i${number}`));
    const open = status === 'O' ? net : '0.00';
    return {
      number: `I${number}`,
      customer,
      order: number,
      issued: day(index),
      due: '2036-12-31',
      status,
      total: net,
      open,
      currency,
    };
  });
}

export function creditRow(customer: string) {
  const at = digest(`k${customer}`);
  return {
    customer,
    limit: `${10_000 + (at % 90) * 1_000}.00`,
    exposure: amount(at, 9_000),
    currency: 'EUR',
    blocked: at % 7 === 0,
  };
}

/** One for every other order. */
export function shipmentRows(customer: string) {
  return orderRows(customer)
    .map(({ number }, index) => {
      const at = digest(`s${number}`);
      return {
        id: `S${number}`,
        customer,
        order: number,
        carrier: pick(CARRIERS, at),
        tracking: `JJD${number}`,
        status: pick(SHIPMENT_STATUS, at >>> 3),
        shipped: `${day(index)}T15:00:00Z`,
      };
    })
    .filter((_row, index) => index % 2 === 0);
}

export function stockRow(sku: string) {
  const at = digest(`w${sku}`);
  return { sku, location: pick(WAREHOUSES, at), available: String(at % 500) };
}

/** Three audiences. */
export function segmentRows(customer: string) {
  const at = digest(`d${customer}`);
  return [0, 1, 2].map((step) => {
    const id = (at + step) % AUDIENCES.length;
    return {
      id: `A${id}`,
      customer,
      name: AUDIENCES[id] ?? '',
      origin: id % 2 === 0 ? '1P' : '3P',
      status: (at + step) % 5 === 0 ? 'E' : 'A',
    };
  });
}

/** Two tickets in the help desk of this name; there are as many help desks as `npm run bench:scale` wants. */
export function ticketRows(desk: string, customer: string) {
  return [0, 1].map((index) => ({
    number: `${desk}-${customer}-${index}`,
    customer,
    opened: `${day(index)}T08:00:00Z`,
    subject: `${pick(TRADES, digest(`${desk}${customer}${index}`))} question`,
  }));
}

function orderCount(customer: string): number {
  return pick(ORDER_COUNTS, digest(`o${customer}`));
}

function toSku(number: number): string {
  return `SKU-${String(number).padStart(4, '0')}`;
}

/** The later the further down. */
function day(index: number): string {
  return `2026-0${9 - index}-1${index}`;
}

function amount(seed: number, most: number): string {
  return `${1 + (seed % most)}.${String(seed % 100).padStart(2, '0')}`;
}

function pick<T>(values: readonly T[], seed: number): T {
  const value = values[seed % values.length];
  if (value === undefined) throw new Error('nothing to pick from');
  return value;
}

/** FNV-1a with a last stir, 31 bits: alike on every machine. */
function digest(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  return (hash ^ (hash >>> 13)) >>> 1;
}
