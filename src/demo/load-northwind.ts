import { createHash } from 'node:crypto';
import { Decimal } from 'decimal.js';
import type {
  DemoWorld,
  ErpData,
  ErpOrder,
  ErpOrderLine,
  ErpPartner,
  FinanceContact,
  FinanceData,
  FinanceInvoice,
  InventoryData,
  TruthParty,
} from './demo-world.ts';
import { addDays } from './calendar.ts';
import { createNorthwindAudience } from './northwind-audience.ts';
import { createNorthwindScm } from './northwind-scm.ts';
import { loadNorthwindTables } from './northwind-tables.ts';
import type { NorthwindCustomer, NorthwindOrder, NorthwindOrderDetail, NorthwindTables } from './northwind-tables.ts';
import { NORTHWIND_LAST_DAY, northwindCountryCode, northwindE164, northwindSku } from './northwind-words.ts';

const FIRST_DAY = '1996-07-04';
const PAYMENT_DAYS = 30;
const CURRENCY = 'USD';
const LOCATION_ID = 501;

/**
 * The public Northwind tables as the five systems would hold them; amounts exact to the last decimal.
 * @throws AppError SETUP_INVALID with every missing file and malformed row.
 */
export function loadNorthwind(dir: string): DemoWorld {
  const tables = loadNorthwindTables(dir);
  const erp = createErp(tables);
  const finance = createFinance(tables, erp);
  const scm = createNorthwindScm(tables, erp);
  const dmp = createNorthwindAudience(tables, erp);
  const truth = tables.customers.map(({ CustomerID, CompanyName }): TruthParty => ({
    id: CustomerID,
    kind: 'organization',
    displayName: CompanyName,
    records: [
      { source: 'erp', id: CustomerID },
      { source: 'finance', id: uuidOf(`contact ${CustomerID}`) },
      ...scm.customers
        .filter(({ externalId }) => externalId === CustomerID)
        .map((customer) => ({ source: 'scm' as const, id: String(customer.id) })),
      ...dmp.profiles
        .filter(({ ids }) => ids.some(({ value }) => value === CustomerID))
        .map(({ uuid }) => ({ source: 'dmp' as const, id: uuid })),
    ],
  }));
  return { anchorDate: NORTHWIND_LAST_DAY, erp, finance, scm, inventory: createInventory(tables), dmp, truth };
}

function createErp({ customers, orders, details, products, categories }: NorthwindTables): ErpData {
  const detailsOf = Map.groupBy(details, ({ OrderID }) => OrderID);
  const categoryNames = new Map(categories.map(({ CategoryID, CategoryName }) => [CategoryID, CategoryName]));
  const articles = new Map(
    products.map(({ ProductID, ProductName, CategoryID }) => [
      String(ProductID),
      { title: ProductName, group: (categoryNames.get(CategoryID) ?? '').toUpperCase().slice(0, 9) },
    ]),
  );
  const toLines = (order: NorthwindOrder): ErpOrderLine[] =>
    (detailsOf.get(order.OrderID) ?? []).map((detail, index) => toLine(detail, index, articles.get(detail.ProductID)));
  return {
    partners: customers.map((customer, index) => toPartner(customer, index)),
    orders: orders.map((order) => toOrder(order, toLines(order))),
    creditAccounts: [],
  };
}

function toPartner(customer: NorthwindCustomer, index: number): ErpPartner {
  const { CustomerID, CompanyName, ContactName, Country, Phone, Fax } = customer;
  const phone = (kind: 'fixed' | 'fax', number: string) =>
    number === '' ? [] : [{ kind, number, international: northwindE164(number, Country) ?? '' }];
  return {
    number: CustomerID,
    uuid: uuidOf(`partner ${CustomerID}`),
    kind: 'organization',
    name: CompanyName,
    name2: ContactName,
    givenName: '',
    familyName: '',
    birthDate: undefined,
    language: '',
    industry: '',
    blocked: false,
    createdOn: FIRST_DAY,
    changedOn: FIRST_DAY,
    address: {
      id: String(20_001 + index),
      street: customer.Address,
      houseNumber: '',
      city: customer.City,
      postalCode: customer.PostalCode,
      region: customer.Region,
      country: northwindCountryCode(Country),
      emails: [],
      phones: [...phone('fixed', Phone), ...phone('fax', Fax)],
    },
    taxNumbers: [],
  };
}

function toOrder(order: NorthwindOrder, lines: readonly ErpOrderLine[]): ErpOrder {
  const status = order.ShippedDate === undefined ? 'A' : 'C';
  return {
    number: order.OrderID,
    customerNumber: order.CustomerID,
    orderedOn: order.OrderDate,
    changedOn: order.ShippedDate ?? order.OrderDate,
    requestedOn: order.RequiredDate,
    purchaseOrder: '',
    currency: CURRENCY,
    netAmount: Decimal.sum(0, ...lines.map(({ netAmount }) => netAmount)).toFixed(),
    processStatus: status,
    deliveryStatus: status,
    rejectionStatus: 'A',
    creditStatus: 'A',
    deliveryBlock: '',
    lines,
  };
}

function toLine(
  { ProductID, UnitPrice, Quantity, Discount }: NorthwindOrderDetail,
  index: number,
  article: { title: string; group: string } | undefined,
): ErpOrderLine {
  const factor = new Decimal(1).minus(Discount);
  return {
    item: String((index + 1) * 10),
    material: northwindSku(ProductID),
    text: article?.title ?? '',
    quantity: Quantity,
    unit: 'PC',
    unitPrice: UnitPrice,
    discountPercent: new Decimal(Discount).times(100).toFixed(),
    netAmount: new Decimal(UnitPrice).times(Quantity).times(factor).toFixed(),
    group: article?.group ?? '',
  };
}

function createFinance({ customers, orders }: NorthwindTables, erp: ErpData): FinanceData {
  const freights = new Map(orders.map(({ OrderID, Freight }) => [OrderID, Freight]));
  return {
    contacts: customers.map(toContact),
    invoices: erp.orders.map((order) => toInvoice(order, freights.get(order.number) ?? '0')),
    payments: [],
  };
}

function toContact(customer: NorthwindCustomer): FinanceContact {
  const { CustomerID, CompanyName, ContactName, Phone, Fax } = customer;
  const space = ContactName.lastIndexOf(' ');
  const phone = (type: 'DEFAULT' | 'FAX', number: string) =>
    number === '' ? [] : [{ type, country: '', area: '', number }];
  return {
    id: uuidOf(`contact ${CustomerID}`),
    number: CustomerID,
    name: CompanyName,
    firstName: ContactName.slice(0, Math.max(0, space)),
    lastName: ContactName.slice(space + 1),
    email: undefined,
    taxNumber: undefined,
    currency: CURRENCY,
    archived: false,
    address: {
      line1: customer.Address,
      city: customer.City,
      region: customer.Region,
      postalCode: customer.PostalCode,
      country: customer.Country,
    },
    phones: [...phone('DEFAULT', Phone), ...phone('FAX', Fax)],
    changedAt: `${FIRST_DAY}T12:00:00.000Z`,
  };
}

function toInvoice(order: ErpOrder, freight: string): FinanceInvoice {
  const total = new Decimal(order.netAmount).plus(freight).toFixed();
  const id = (part: string): string => uuidOf(`invoice ${order.number} ${part}`);
  const untaxed = { taxAmount: '0' };
  return {
    id: id(''),
    number: `INV-${order.number}`,
    reference: `SO ${order.number}`,
    contactId: uuidOf(`contact ${order.customerNumber}`),
    issuedOn: order.orderedOn,
    dueOn: addDays(order.orderedOn, PAYMENT_DAYS),
    status: 'AUTHORISED',
    currency: CURRENCY,
    taxed: false,
    lines: [
      ...order.lines.map(({ item, material, text, quantity, unitPrice, discountPercent, netAmount }) => ({
        id: id(item),
        sku: material,
        description: text,
        quantity,
        unitAmount: unitPrice,
        discountPercent,
        lineAmount: netAmount,
        ...untaxed,
      })),
      {
        id: id('freight'),
        sku: 'FREIGHT',
        description: 'Freight',
        quantity: '1',
        unitAmount: freight,
        discountPercent: '0',
        lineAmount: freight,
        ...untaxed,
      },
    ],
    subTotal: total,
    totalTax: '0',
    total,
    amountPaid: '0',
    amountDue: total,
    fullyPaidOn: undefined,
    changedAt: `${order.orderedOn}T12:00:00.000Z`,
  };
}

function createInventory({ products, categories, suppliers }: NorthwindTables): InventoryData {
  const categoryNames = new Map(categories.map(({ CategoryID, CategoryName }) => [CategoryID, CategoryName]));
  const supplierNames = new Map(suppliers.map(({ SupplierID, CompanyName }) => [SupplierID, CompanyName]));
  const itemId = (productId: number): number => 9_000_000 + productId;
  return {
    locations: [{ id: LOCATION_ID, name: 'Northwind', city: '', country: '' }],
    products: products.map((product) => ({
      id: 7_000_000 + product.ProductID,
      title: product.ProductName,
      type: categoryNames.get(product.CategoryID) ?? '',
      vendor: supplierNames.get(product.SupplierID) ?? '',
      active: product.Discontinued === '0',
      createdAt: `${FIRST_DAY}T12:00:00.000Z`,
      updatedAt: `${NORTHWIND_LAST_DAY}T12:00:00.000Z`,
      variants: [
        {
          id: 8_000_000 + product.ProductID,
          itemId: itemId(product.ProductID),
          sku: northwindSku(product.ProductID),
          gtin: undefined,
          title: product.QuantityPerUnit,
          price: new Decimal(product.UnitPrice).toFixed(2),
          grams: 0,
        },
      ],
    })),
    levels: products.map((product) => ({
      itemId: itemId(product.ProductID),
      sku: northwindSku(product.ProductID),
      locationId: LOCATION_ID,
      available: product.UnitsInStock,
      committed: 0,
      reserved: 0,
      incoming: product.UnitsOnOrder,
      reorderPoint: product.ReorderLevel,
      updatedAt: `${NORTHWIND_LAST_DAY}T12:00:00.000Z`,
    })),
  };
}

/** The same name gives the same id on every start. */
function uuidOf(name: string): string {
  const hex = createHash('sha256').update(`northwind ${name}`).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
