import { invoiceKeys, orderKeys, needsProfile, profileKeys, recordKeys } from '../../federation/keys.ts';
import type { LiveRoute } from '../../federation/live-route.ts';
import { failuresIn, recordsIn, type Part } from '../../federation/parts.ts';
import { customerParts, customerProfile, type CustomerNode } from '../customer-node.ts';
import type { InvoiceNode, OrderNode } from '../nodes.ts';
import type { RequestContext } from '../request-context.ts';

/** Keys under which a cache may keep something of a customer. */
export interface CopyKeys {
  readonly live: LiveRoute;
  readonly keys: readonly string[];
}

/** Everything of a customer that may stand in a cache, and the sources that could not be asked for it. */
export interface CustomerCopies {
  readonly copies: readonly CopyKeys[];
  readonly unanswered: readonly string[];
}

/** Finds the cache entries of a customer's records, of their orders and of their invoices. Reads these to know their numbers. */
export async function copiesOf(node: CustomerNode, context: RequestContext): Promise<CustomerCopies> {
  const { routing } = context;
  const { profile, parts } = await customerProfile(node, [{ fields: [] }], context);
  const own = routing.coordinates
    .filter((coordinate) => coordinate === 'Customer' || coordinate.startsWith('Customer.'))
    .flatMap((coordinate) => routing.of(coordinate))
    .map((live) => ({ live, keys: needsProfile(live) ? profileKeys(profile, live) : recordKeys(node.identity, live) }));

  const [orders, invoices] = await Promise.all([
    customerParts(node, 'Customer.orders', context),
    customerParts(node, 'Customer.invoices', context),
  ]);
  const below = [
    ...keysBelow(['Order', 'Order.shipments', 'Order.invoices'], recordsIn<OrderNode>(orders), orderKeys, context),
    ...keysBelow(['Invoice', 'Invoice.payments'], recordsIn<InvoiceNode>(invoices), invoiceKeys, context),
  ];
  return { copies: [...own, ...below], unanswered: sourcesThatFailed([...parts, ...orders, ...invoices]) };
}

function keysBelow<Row>(
  coordinates: readonly string[],
  rows: readonly Row[],
  keysOf: (row: Row, live: LiveRoute) => readonly string[],
  { routing }: RequestContext,
): CopyKeys[] {
  return coordinates
    .flatMap((coordinate) => routing.of(coordinate))
    .map((live) => ({ live, keys: rows.flatMap((row) => keysOf(row, live)) }));
}

function sourcesThatFailed(parts: readonly Part[]): string[] {
  return [...new Set(failuresIn(parts).flatMap(({ source }) => source ?? []))];
}
