import { Decimal } from 'decimal.js';
import type { ErpData, ErpOrder, ErpOrderLine, ErpPartner } from './demo-world.ts';
import type { NorthwindCustomer, NorthwindOrder, NorthwindOrderDetail, NorthwindTables } from './northwind-tables.ts';
import {
  NORTHWIND_CURRENCY,
  NORTHWIND_FIRST_DAY,
  northwindCountryCode,
  northwindE164,
  northwindSku,
  northwindUuid,
} from './northwind-words.ts';

/** Customers and orders; the data have no credit accounts. */
export function createNorthwindErp({ customers, orders, details, products, categories }: NorthwindTables): ErpData {
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
    uuid: northwindUuid(`partner ${CustomerID}`),
    kind: 'organization',
    name: CompanyName,
    name2: ContactName,
    givenName: '',
    familyName: '',
    birthDate: undefined,
    language: '',
    industry: '',
    blocked: false,
    createdOn: NORTHWIND_FIRST_DAY,
    changedOn: NORTHWIND_FIRST_DAY,
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
    currency: NORTHWIND_CURRENCY,
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
