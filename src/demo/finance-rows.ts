import { Decimal } from 'decimal.js';
import type { DemoWorld, FinanceContact, FinanceInvoice, FinanceInvoiceLine, FinancePayment } from './demo-world.ts';

export type XeroRow = Readonly<Record<string, unknown>>;

/** In which of its shapes an invoice is wanted. */
export interface InvoiceShape {
  /** Four decimals instead of two. */
  readonly isExact: boolean;
  readonly hasLines: boolean;
}

const DEFAULT_DECIMALS = 2;
const EXACT_DECIMALS = 4;
const NO_ADDRESS = { AddressLine1: '', City: '', Region: '', PostalCode: '', Country: '' };

/** `/Date(ms+0000)/` of a day or an instant. */
function toXeroDate(time: string): string {
  return `/Date(${Date.parse(time)}+0000)/`;
}

export function toContactRow(contact: FinanceContact, balance: { outstanding: number; overdue: number }): XeroRow {
  return {
    ContactID: contact.id,
    ...(contact.number === undefined ? {} : { ContactNumber: contact.number, AccountNumber: contact.number }),
    ContactStatus: contact.archived ? 'ARCHIVED' : 'ACTIVE',
    Name: contact.name,
    FirstName: contact.firstName,
    LastName: contact.lastName,
    ...(contact.email === undefined ? {} : { EmailAddress: contact.email }),
    TaxNumber: contact.taxNumber ?? '',
    DefaultCurrency: contact.currency,
    IsSupplier: false,
    IsCustomer: true,
    Addresses: [
      { AddressType: 'STREET', ...NO_ADDRESS },
      {
        AddressType: 'POBOX',
        AddressLine1: contact.address.line1,
        City: contact.address.city,
        Region: contact.address.region,
        PostalCode: contact.address.postalCode,
        Country: contact.address.country,
      },
    ],
    Phones: (['DEFAULT', 'MOBILE', 'FAX'] as const).map((type) => {
      const phone = contact.phones.find((known) => known.type === type);
      const { number = '', area = '', country = '' } = phone ?? {};
      return { PhoneType: type, PhoneNumber: number, PhoneAreaCode: area, PhoneCountryCode: country };
    }),
    Balances: { AccountsReceivable: { Outstanding: balance.outstanding, Overdue: balance.overdue } },
    UpdatedDateUTC: toXeroDate(contact.changedAt),
    ContactGroups: [],
    ContactPersons: [],
    HasAttachments: false,
    HasValidationErrors: false,
  };
}

/** Open amounts of each contact on the anchor date. */
export function toBalances(world: DemoWorld): Map<string, { outstanding: number; overdue: number }> {
  const sums = new Map<string, { outstanding: Decimal; overdue: Decimal }>();
  for (const invoice of world.finance.invoices) {
    if (invoice.status !== 'AUTHORISED') continue;
    const sum = sums.get(invoice.contactId) ?? { outstanding: new Decimal(0), overdue: new Decimal(0) };
    const overdue = invoice.dueOn < world.anchorDate ? invoice.amountDue : 0;
    sums.set(invoice.contactId, {
      outstanding: sum.outstanding.plus(invoice.amountDue),
      overdue: sum.overdue.plus(overdue),
    });
  }
  const toNumber = (amount: Decimal): number => amount.toDecimalPlaces(DEFAULT_DECIMALS).toNumber();
  return new Map(
    [...sums].map(([id, { outstanding, overdue }]) => [
      id,
      { outstanding: toNumber(outstanding), overdue: toNumber(overdue) },
    ]),
  );
}

export function toInvoiceRow(
  {
    invoice,
    contact,
    payments,
  }: { invoice: FinanceInvoice; contact: FinanceContact; payments: readonly FinancePayment[] },
  { isExact, hasLines }: InvoiceShape,
): XeroRow {
  const decimals = isExact ? EXACT_DECIMALS : DEFAULT_DECIMALS;
  const amount = (text: string): number => new Decimal(text).toDecimalPlaces(decimals).toNumber();
  return {
    Type: 'ACCREC',
    InvoiceID: invoice.id,
    InvoiceNumber: invoice.number,
    Reference: invoice.reference,
    Contact: toContactRef(contact),
    DateString: `${invoice.issuedOn}T00:00:00`,
    Date: toXeroDate(invoice.issuedOn),
    DueDateString: `${invoice.dueOn}T00:00:00`,
    DueDate: toXeroDate(invoice.dueOn),
    Status: invoice.status,
    LineAmountTypes: invoice.taxed ? 'Exclusive' : 'NoTax',
    LineItems: hasLines ? invoice.lines.map((line) => toLineItem(line, amount, invoice.taxed)) : [],
    SubTotal: amount(invoice.subTotal),
    TotalTax: amount(invoice.totalTax),
    Total: amount(invoice.total),
    AmountDue: amount(invoice.amountDue),
    AmountPaid: amount(invoice.amountPaid),
    AmountCredited: 0,
    CurrencyCode: invoice.currency,
    CurrencyRate: 1,
    UpdatedDateUTC: toXeroDate(invoice.changedAt),
    ...(invoice.fullyPaidOn === undefined ? {} : { FullyPaidOnDate: toXeroDate(invoice.fullyPaidOn) }),
    Payments: payments.map((payment) => ({
      PaymentID: payment.id,
      Date: toXeroDate(payment.paidOn),
      Amount: amount(payment.amount),
      CurrencyRate: 1,
      Reference: payment.reference,
    })),
    HasErrors: false,
    HasAttachments: false,
  };
}

function toLineItem(line: FinanceInvoiceLine, amount: (text: string) => number, taxed: boolean): XeroRow {
  return {
    LineItemID: line.id,
    ItemCode: line.sku,
    Description: line.description,
    Quantity: Number(line.quantity),
    UnitAmount: amount(line.unitAmount),
    DiscountRate: Number(line.discountPercent),
    LineAmount: amount(line.lineAmount),
    TaxType: taxed ? 'OUTPUT' : 'NONE',
    TaxAmount: amount(line.taxAmount),
    AccountCode: line.sku === 'FREIGHT' ? '425' : '200',
  };
}

export function toPaymentRow(payment: FinancePayment, invoice: FinanceInvoice, contact: FinanceContact): XeroRow {
  return {
    PaymentID: payment.id,
    Date: toXeroDate(payment.paidOn),
    BankAmount: Number(payment.amount),
    Amount: Number(payment.amount),
    Reference: payment.reference,
    CurrencyRate: 1,
    PaymentType: 'ACCRECPAYMENT',
    Status: 'AUTHORISED',
    UpdatedDateUTC: toXeroDate(payment.changedAt),
    HasAccount: true,
    IsReconciled: payment.reconciled,
    Account: { AccountID: '5690f1e8-1d02-4893-90c2-ee1a69eff942', Code: '970' },
    Invoice: {
      Type: 'ACCREC',
      InvoiceID: invoice.id,
      InvoiceNumber: invoice.number,
      CurrencyCode: invoice.currency,
      Contact: toContactRef(contact),
    },
    HasValidationErrors: false,
  };
}

function toContactRef(contact: FinanceContact): XeroRow {
  return {
    ContactID: contact.id,
    ...(contact.number === undefined ? {} : { ContactNumber: contact.number }),
    Name: contact.name,
  };
}
