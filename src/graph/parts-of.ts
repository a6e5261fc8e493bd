import { invoiceKeys, orderKeys, productKeys } from '../federation/keys.ts';
import type { LiveRoute } from '../federation/live-route.ts';
import { loadPartsOfAll, type Part } from '../federation/parts.ts';
import { customersParts, type CustomerNode } from './customer-node.ts';
import type { InvoiceNode, OrderNode, ProductNode } from './nodes.ts';
import type { RequestContext } from './request-context.ts';

/** What the sources give for one coordinate of each parent, in their order; every source is asked once for all. */
export function partsOfAll(
  parents: readonly unknown[],
  { coordinate, parentType, context }: { coordinate: string; parentType: string; context: RequestContext },
): Promise<readonly (readonly Part[])[]> {
  if (parentType === 'Customer') return customersParts(parents as readonly CustomerNode[], coordinate, context);
  const keysOf = KEYS[parentType];
  if (!keysOf) return Promise.resolve(parents.map(() => []));
  return loadPartsOfAll(context.routing.of(coordinate), context.loaders, {
    parents,
    keysOf: (live, parent) => keysOf(parent as never, live),
  });
}

/** What a parent of each type knows of the keys a route may ask by. */
const KEYS: Readonly<Record<string, (parent: never, live: LiveRoute) => readonly string[]>> = {
  Order: (order: OrderNode, live) => orderKeys(order, live),
  Invoice: (invoice: InvoiceNode, live) => invoiceKeys(invoice, live),
  Product: (product: ProductNode) => productKeys(product),
};
