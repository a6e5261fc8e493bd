import { toGlobalId } from '../../domain/record-ref.ts';
import type { CustomerResolvers, InvoiceFilter, InvoiceResolvers, PaymentResolvers } from '../../generated/graph.ts';
import { toConnection } from '../connection.ts';
import { read, sourced, type FieldsOf } from '../field.ts';
import type { InvoiceNode } from '../nodes.ts';

export const customerFinanceFields: FieldsOf<Pick<CustomerResolvers, 'invoices' | 'payments' | 'credit'>> = {
  invoices: sourced('Customer.invoices', (invoices, { filter, ...page }) =>
    toConnection(
      invoices.filter((invoice) => passes(invoice, filter)),
      page,
      ({ issuedOn, source, id }) => ({ time: issuedOn, id: toGlobalId('invoice', source, id) }),
    ),
  ),
  payments: sourced('Customer.payments', (payments, page) =>
    toConnection(payments, page, ({ paidOn, source, id }) => ({
      time: paidOn ?? '',
      id: toGlobalId('payment', source, id),
    })),
  ),
  credit: sourced('Customer.credit', ([credit]) => credit ?? null),
};

export const invoiceFields: FieldsOf<InvoiceResolvers> = {
  id: read(({ source, id }) => toGlobalId('invoice', source, id)),
  order: sourced('Order', ([order]) => order ?? null),
  payments: sourced('Invoice.payments', (payments) => payments),
  source: read(({ source, id }) => ({ name: source, recordId: id })),
};

export const paymentFields: FieldsOf<PaymentResolvers> = {
  id: read(({ source, id }) => toGlobalId('payment', source, id)),
  source: read(({ source, id }) => ({ name: source, recordId: id })),
};

function passes({ status, issuedOn }: InvoiceNode, filter: InvoiceFilter | null | undefined): boolean {
  if (!filter) return true;
  if (filter.status && !(status && filter.status.includes(status))) return false;
  if (filter.from && issuedOn < filter.from) return false;
  return !(filter.to && issuedOn >= filter.to);
}
