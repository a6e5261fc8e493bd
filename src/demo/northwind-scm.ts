import type { ErpData, ErpOrder, ScmAddress, ScmCustomer, ScmData, ScmShipment } from './demo-world.ts';
import { northwindCountryCode, northwindSku } from './northwind-words.ts';
import type { NorthwindOrder, NorthwindTables } from './northwind-tables.ts';

/** Shippers, suppliers, one shipment an order, and a recipient for each distinct pair of customer and ship-to block. */
export function createNorthwindScm(tables: NorthwindTables, erp: ErpData): ScmData {
  const recipients = createRecipients(tables.orders);
  const erpOrders = new Map(erp.orders.map((order) => [order.number, order]));
  const carrierCodes = new Map(
    tables.shippers.map(({ ShipperID, CompanyName }) => [String(ShipperID), codeOf(CompanyName)]),
  );
  return {
    customers: [...recipients.values()],
    shipments: tables.orders.map((order, index) => ({
      id: 33_974_001 + index,
      customerId: recipients.get(recipientKey(order))?.id,
      carrierCode: carrierCodes.get(order.ShipVia) ?? '',
      ...toShipment(order, erpOrders.get(order.OrderID)),
    })),
    carriers: tables.shippers.map(({ ShipperID, CompanyName, Phone }) => ({
      id: 12_344 + ShipperID,
      code: codeOf(CompanyName),
      name: CompanyName,
      phone: Phone,
    })),
    suppliers: tables.suppliers.map((supplier) => ({
      id: supplier.SupplierID,
      name: supplier.CompanyName,
      contactName: supplier.ContactName,
      street1: supplier.Address,
      city: supplier.City,
      state: supplier.Region,
      postalCode: supplier.PostalCode,
      country: northwindCountryCode(supplier.Country),
      phone: supplier.Phone,
      email: '',
    })),
    supplies: tables.products.map(({ ProductID, SupplierID }) => ({
      sku: northwindSku(ProductID),
      supplierId: SupplierID,
      supplierSku: '',
      leadTimeDays: undefined,
      minimumOrderQuantity: undefined,
      preferred: true,
    })),
  };
}

/** In the order of first appearance. */
function createRecipients(orders: readonly NorthwindOrder[]): ReadonlyMap<string, ScmCustomer> {
  const groups = Map.groupBy(orders, recipientKey);
  return new Map(
    [...groups].flatMap(([key, group], index) => {
      const [first] = group;
      if (first === undefined) return [];
      const lastDay =
        group
          .map(({ OrderDate }) => OrderDate)
          .toSorted()
          .at(-1) ?? first.OrderDate;
      const recipient: ScmCustomer = {
        id: 91_001 + index,
        externalId: first.CustomerID,
        address: toShipTo(first),
        email: '',
        createdAt: atNoon(first.OrderDate),
        modifiedAt: atNoon(lastDay),
      };
      return [[key, recipient] as const];
    }),
  );
}

function recipientKey(order: NorthwindOrder): string {
  return JSON.stringify([order.CustomerID, toShipTo(order)]);
}

function toShipTo(order: NorthwindOrder): ScmAddress {
  return {
    name: '',
    company: order.ShipName,
    street1: order.ShipAddress,
    city: order.ShipCity,
    state: order.ShipRegion,
    postalCode: order.ShipPostalCode,
    country: northwindCountryCode(order.ShipCountry),
    phone: '',
  };
}

/** The data say that an order left, not that it arrived. */
function toShipment(
  order: NorthwindOrder,
  erpOrder: ErpOrder | undefined,
): Omit<ScmShipment, 'id' | 'customerId' | 'carrierCode'> {
  return {
    orderNumber: order.OrderID,
    customerEmail: '',
    erpCustomerNumber: order.CustomerID,
    createdAt: atNoon(order.OrderDate),
    shipDate: order.ShippedDate,
    expectedAt: undefined,
    deliveredAt: undefined,
    status: order.ShippedDate === undefined ? 'pending' : 'in_transit',
    cost: order.Freight,
    trackingNumber: undefined,
    shipTo: toShipTo(order),
    weightGrams: 0,
    lines: (erpOrder?.lines ?? []).map(({ item, material, text, quantity, unitPrice }) => ({
      key: item,
      sku: material,
      name: text,
      quantity,
      unitPrice,
    })),
  };
}

/** Noon UTC is the same day in Los Angeles. */
function atNoon(day: string): string {
  return `${day}T12:00:00.000Z`;
}

function codeOf(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]+/gu, '_');
}
