import { Decimal } from 'decimal.js';
import { addDays } from './calendar.ts';
import type { ErpData, ErpOrder, FinanceContact, FinanceData, FinanceInvoice } from './demo-world.ts';
import type { NorthwindCustomer, NorthwindTables } from './northwind-tables.ts';
import { NORTHWIND_CURRENCY, NORTHWIND_FIRST_DAY, northwindUuid } from './northwind-words.ts';

const PAYMENT_DAYS = 30;

/** The id of a customer's contact in finance. */
export function northwindContactId(customerId: string): string {
  return northwindUuid(`contact ${customerId}`);
}

/** A contact for each customer and an invoice for each order, its lines and the freight; the data have no payments. */
export function createNorthwindFinance({ customers, orders }: NorthwindTables, erp: ErpData): FinanceData {
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
    id: northwindContactId(CustomerID),
    number: CustomerID,
    name: CompanyName,
    firstName: ContactName.slice(0, Math.max(0, space)),
    lastName: ContactName.slice(space + 1),
    email: undefined,
    taxNumber: undefined,
    currency: NORTHWIND_CURRENCY,
    archived: false,
    address: {
      line1: customer.Address,
      city: customer.City,
      region: customer.Region,
      postalCode: customer.PostalCode,
      country: customer.Country,
    },
    phones: [...phone('DEFAULT', Phone), ...phone('FAX', Fax)],
    changedAt: `${NORTHWIND_FIRST_DAY}T12:00:00.000Z`,
  };
}

function toInvoice(order: ErpOrder, freight: string): FinanceInvoice {
  const total = new Decimal(order.netAmount).plus(freight).toFixed();
  const id = (part: string): string => northwindUuid(`invoice ${order.number} ${part}`);
  const untaxed = { taxAmount: '0' };
  return {
    id: id(''),
    number: `INV-${order.number}`,
    reference: `SO ${order.number}`,
    contactId: northwindContactId(order.customerNumber),
    issuedOn: order.orderedOn,
    dueOn: addDays(order.orderedOn, PAYMENT_DAYS),
    status: 'AUTHORISED',
    currency: NORTHWIND_CURRENCY,
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
