import type { z } from 'zod';
import { creditStatus, inventoryLevel, invoice, order, payment, product, shipment, supplier } from './commerce.ts';
import { customerRecord } from './customer-record.ts';
import { consent, interaction, segmentMembership } from './engagement.ts';

/** What a source may provide at one place of the graph. */
export interface CoordinateSpec {
  /** The canonical type of one row. */
  readonly row: z.ZodType;
  /** Whether a key may have several rows. */
  readonly many: boolean;
  /** The keys a route may ask by; the first is the default. `record` is the source's own customer number. */
  readonly by: readonly string[];
  /** The graph type of a row: rows of this type may bring the keys of its own coordinates. */
  readonly type: string;
}

const OF_CUSTOMER = ['record', 'emailHash', 'phoneHash', 'email', 'phone', 'taxId', 'reference'] as const;

/**
 * Every coordinate of the graph that a source can provide. A connector's own `schema.graphql` adds more
 * (`Customer.loyaltyTier`); their rows are checked against the GraphQL type instead.
 */
export const COORDINATES = {
  Customer: { type: 'Customer', row: customerRecord, many: false, by: ['record'] },
  'Customer.orders': { type: 'Order', row: order, many: true, by: OF_CUSTOMER },
  'Customer.invoices': { type: 'Invoice', row: invoice, many: true, by: OF_CUSTOMER },
  'Customer.payments': { type: 'Payment', row: payment, many: true, by: OF_CUSTOMER },
  'Customer.credit': { type: 'CreditStatus', row: creditStatus, many: false, by: OF_CUSTOMER },
  'Customer.shipments': { type: 'Shipment', row: shipment, many: true, by: OF_CUSTOMER },
  'Customer.segments': { type: 'SegmentMembership', row: segmentMembership, many: true, by: OF_CUSTOMER },
  'Customer.interactions': { type: 'Interaction', row: interaction, many: true, by: OF_CUSTOMER },
  'Customer.consents': { type: 'Consent', row: consent, many: true, by: OF_CUSTOMER },
  Order: { type: 'Order', row: order, many: false, by: ['id', 'orderNumber'] },
  'Order.shipments': { type: 'Shipment', row: shipment, many: true, by: ['orderNumber'] },
  'Order.invoices': { type: 'Invoice', row: invoice, many: true, by: ['orderNumber'] },
  Invoice: { type: 'Invoice', row: invoice, many: false, by: ['id', 'number'] },
  'Invoice.payments': { type: 'Payment', row: payment, many: true, by: ['id', 'number'] },
  Product: { type: 'Product', row: product, many: false, by: ['sku'] },
  'Product.stock': { type: 'InventoryLevel', row: inventoryLevel, many: true, by: ['sku'] },
  'Product.suppliers': { type: 'Supplier', row: supplier, many: true, by: ['sku'] },
} as const satisfies Record<string, CoordinateSpec>;

export type Coordinate = keyof typeof COORDINATES;

export function isCoordinate(name: string): name is Coordinate {
  return Object.hasOwn(COORDINATES, name);
}
