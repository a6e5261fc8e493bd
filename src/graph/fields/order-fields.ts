import { toGlobalId } from '../../domain/record-ref.ts';
import type { CustomerResolvers, OrderFilter, OrderLineResolvers, OrderResolvers } from '../../generated/graph.ts';
import { toConnection } from '../connection.ts';
import { read, sourced, type FieldsOf } from '../field.ts';
import type { OrderNode } from '../nodes.ts';

export const customerOrderFields: FieldsOf<Pick<CustomerResolvers, 'orders'>> = {
  orders: sourced('Customer.orders', (orders, { filter, ...page }) =>
    toConnection(
      orders.filter((order) => passes(order, filter)),
      page,
      ({ orderedAt, source, id }) => ({ time: orderedAt, id: toGlobalId('order', source, id) }),
    ),
  ),
};

export const orderFields: FieldsOf<OrderResolvers> = {
  id: read(({ source, id }) => toGlobalId('order', source, id)),
  shipments: sourced('Order.shipments', (shipments) => shipments),
  invoices: sourced('Order.invoices', (invoices) => invoices),
  source: read(({ source, id }) => ({ name: source, recordId: id })),
};

export const orderLineFields: FieldsOf<OrderLineResolvers> = {
  product: read(({ sku }) => ({ sku })),
};

function passes({ status, orderedAt }: OrderNode, filter: OrderFilter | null | undefined): boolean {
  if (!filter) return true;
  if (filter.status && !(status && filter.status.includes(status))) return false;
  if (filter.from && Date.parse(orderedAt) < Date.parse(filter.from)) return false;
  return !(filter.to && Date.parse(orderedAt) >= Date.parse(filter.to));
}
