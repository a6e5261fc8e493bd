const text = (names) => Object.fromEntries(names.split(' ').map((name) => [name, 'string']));

/** Members of each kind of row. */
export const ROWS = {
  customer: text('number type name legalName language industry email phone street city zip country duns'),
  order: { ...text('number customer date status net currency'), lines: text('sku quantity price currency') },
  stock: text('sku location available'),
  invoice: text('number customer order issued due status total open currency'),
  credit: { ...text('customer limit exposure currency'), blocked: 'boolean' },
  shipment: text('id customer order carrier tracking status shipped'),
  segment: text('id customer name origin status'),
};

/** What each source answers under which path. */
export const SUBGRAPHS = {
  erp: { customers: 'customer', orders: 'order' },
  inventory: { stock: 'stock' },
  finance: { invoices: 'invoice', credit: 'credit' },
  scm: { shipments: 'shipment' },
  dmp: { segments: 'segment' },
};
