/** Rows of the sources -> the graph's words, as a careful team writes them in JavaScript. */
const KIND = { 1: 'PERSON', 2: 'ORGANIZATION' };
const ORDER = { 10: 'OPEN', 20: 'SHIPPED', 90: 'CLOSED' };
const INVOICE = { O: 'OPEN', P: 'PAID', V: 'VOID' };
const SHIPMENT = { N: 'PENDING', T: 'IN_TRANSIT', D: 'DELIVERED' };
const ORIGIN = { '1P': 'FIRST_PARTY', '3P': 'THIRD_PARTY' };
const MEMBERSHIP = { A: 'ACTIVE', E: 'EXITED' };

const money = (amount, currency) => ({ amount, currency });

export const plainMappings = {
  customer: (row) => ({
    number: row.number,
    kind: KIND[row.type],
    displayName: row.name,
    legalName: row.legalName,
    preferredLanguage: row.language,
    industry: row.industry,
    emails: [{ address: row.email.toLowerCase() }],
    phones: [{ number: row.phone }],
    addresses: [{ lines: [row.street], locality: row.city, postalCode: row.zip, country: row.country }],
    identifiers: [
      { type: 'CUSTOMER_REFERENCE', value: row.number },
      { type: 'DUNS', value: row.duns },
    ],
  }),
  order: (row) => ({
    orderNumber: row.number,
    orderedAt: row.date,
    status: ORDER[row.status],
    total: money(row.net, row.currency),
    lines: row.lines.map(({ sku, quantity, price, currency }) => ({
      sku,
      quantity,
      unitPrice: money(price, currency),
    })),
  }),
  stock: ({ location, available }) => ({ location, available }),
  invoice: (row) => ({
    number: row.number,
    issuedOn: row.issued,
    dueOn: row.due,
    status: INVOICE[row.status],
    total: money(row.total, row.currency),
    amountDue: money(row.open, row.currency),
  }),
  credit: (row) => ({
    limit: money(row.limit, row.currency),
    exposure: money(row.exposure, row.currency),
    blocked: row.blocked,
  }),
  shipment: (row) => ({
    carrier: row.carrier,
    trackingNumber: row.tracking,
    status: SHIPMENT[row.status],
    shippedAt: row.shipped,
  }),
  segment: (row) => ({ name: row.name, origin: ORIGIN[row.origin], status: MEMBERSHIP[row.status] }),
};
