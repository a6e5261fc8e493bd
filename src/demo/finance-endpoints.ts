import type { DemoWorld } from './demo-world.ts';
import { toBalances, toContactRow, toInvoiceRow, toPaymentRow } from './finance-rows.ts';
import type { InvoiceShape, XeroRow } from './finance-rows.ts';
import type { Scalar } from './row-filter.ts';
import { createRowTable } from './row-table.ts';
import type { RowTable } from './row-table.ts';
import type { VendorRequest } from './vendor.ts';

/** Rows of one endpoint, in each shape it answers with; shapes have the same rows in the same order. */
export interface FinanceEndpoint {
  readonly name: 'Contacts' | 'Invoices' | 'Payments';
  readonly idField: string;
  readonly numberField: string | undefined;
  readonly searched: readonly string[];
  /** Query parameters that name keys, and the field they are keys of. */
  readonly lists: Readonly<Record<string, string>>;
  tableFor(request: VendorRequest, isSingle: boolean): RowTable<XeroRow>;
}

/** The three endpoints by name. */
export function createFinanceEndpoints(world: DemoWorld): ReadonlyMap<string, FinanceEndpoint> {
  const endpoints = [contactsEndpoint(world), invoicesEndpoint(world), paymentsEndpoint(world)];
  return new Map(endpoints.map((endpoint) => [endpoint.name, endpoint]));
}

function contactsEndpoint(world: DemoWorld): FinanceEndpoint {
  const balances = toBalances(world);
  const nothing = { outstanding: 0, overdue: 0 };
  const rows = world.finance.contacts.map((contact) => toContactRow(contact, balances.get(contact.id) ?? nothing));
  const table = tableOf(rows, ['ContactID', 'ContactNumber', 'TaxNumber', 'EmailAddress']);
  return {
    name: 'Contacts',
    idField: 'ContactID',
    numberField: 'ContactNumber',
    searched: ['Name', 'FirstName', 'LastName', 'EmailAddress', 'ContactNumber'],
    lists: { IDs: 'ContactID' },
    tableFor: () => table,
  };
}

function invoicesEndpoint({ finance }: DemoWorld): FinanceEndpoint {
  const contacts = new Map(finance.contacts.map((contact) => [contact.id, contact]));
  const paymentsOf = Map.groupBy(finance.payments, ({ invoiceId }) => invoiceId);
  const rowsIn = (shape: InvoiceShape): XeroRow[] =>
    finance.invoices.flatMap((invoice) => {
      const contact = contacts.get(invoice.contactId);
      return contact === undefined
        ? []
        : [toInvoiceRow({ invoice, contact, payments: paymentsOf.get(invoice.id) ?? [] }, shape)];
    });
  const indexed = ['InvoiceID', 'InvoiceNumber', 'Contact.ContactID', 'Contact.ContactNumber'];
  const tables = new Map<string, RowTable<XeroRow>>();
  const tableIn = (shape: InvoiceShape): RowTable<XeroRow> => {
    const name = JSON.stringify(shape);
    const table = tables.get(name) ?? tableOf(rowsIn(shape), indexed);
    tables.set(name, table);
    return table;
  };
  return {
    name: 'Invoices',
    idField: 'InvoiceID',
    numberField: 'InvoiceNumber',
    searched: ['InvoiceNumber', 'Reference'],
    lists: { IDs: 'InvoiceID', ContactIDs: 'Contact.ContactID', InvoiceNumbers: 'InvoiceNumber' },
    tableFor: ({ query }, isSingle) => {
      const isExact = query.get('unitdp') === '4';
      const hasLines = (isSingle || query.has('page') || query.has('IDs')) && query.get('summaryOnly') !== 'true';
      return tableIn({ isExact, hasLines });
    },
  };
}

function paymentsEndpoint({ finance }: DemoWorld): FinanceEndpoint {
  const contacts = new Map(finance.contacts.map((contact) => [contact.id, contact]));
  const invoices = new Map(finance.invoices.map((invoice) => [invoice.id, invoice]));
  const rows = finance.payments.flatMap((payment) => {
    const invoice = invoices.get(payment.invoiceId);
    const contact = contacts.get(invoice?.contactId ?? '');
    return invoice === undefined || contact === undefined ? [] : [toPaymentRow(payment, invoice, contact)];
  });
  const table = tableOf(rows, ['PaymentID', 'Invoice.InvoiceID', 'Invoice.Contact.ContactID']);
  return {
    name: 'Payments',
    idField: 'PaymentID',
    numberField: undefined,
    searched: [],
    lists: {},
    tableFor: () => table,
  };
}

function tableOf(rows: readonly XeroRow[], indexed: readonly string[]): RowTable<XeroRow> {
  const keysOf = indexed.map((field) => {
    const keys = (row: XeroRow): string[] => {
      const value = readXeroField(row, field);
      return typeof value === 'string' && value !== '' ? [value] : [];
    };
    return [field, keys] as const;
  });
  return createRowTable(rows, Object.fromEntries(keysOf));
}

/** A field by its path; dates as milliseconds. */
export function readXeroField(row: XeroRow, path: string): Scalar | undefined {
  let value: unknown = row;
  for (const name of path.split('.')) {
    value = typeof value === 'object' && value !== null ? (value as XeroRow)[name] : undefined;
  }
  if (typeof value !== 'string') return typeof value === 'number' || typeof value === 'boolean' ? value : undefined;
  const date = /^\/Date\((-?\d+)/u.exec(value);
  return date?.[1] === undefined ? value : Number(date[1]);
}
