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
  status: read((invoice) => statusOf(invoice)),
  order: sourced('Order', ([order]) => order ?? null),
  payments: sourced('Invoice.payments', (payments) => payments),
  source: read(({ source, id }) => ({ name: source, recordId: id })),
};

export const paymentFields: FieldsOf<PaymentResolvers> = {
  id: read(({ source, id }) => toGlobalId('payment', source, id)),
  source: read(({ source, id }) => ({ name: source, recordId: id })),
};

/** Few systems say that an invoice is overdue: it becomes so while nobody touches it. */
function statusOf({ status, dueOn }: InvoiceNode): InvoiceNode['status'] {
  const isOpen = status === 'OPEN' || status === 'PARTIALLY_PAID';
  const today = new Date().toISOString().slice(0, 'YYYY-MM-DD'.length);
  return isOpen && dueOn && dueOn < today ? 'OVERDUE' : status;
}

function passes(invoice: InvoiceNode, filter: InvoiceFilter | null | undefined): boolean {
  if (!filter) return true;
  const { issuedOn } = invoice;
  const status = statusOf(invoice);
  if (filter.status && !(status && filter.status.includes(status))) return false;
  if (filter.from && issuedOn < filter.from) return false;
  return !(filter.to && issuedOn >= filter.to);
}
