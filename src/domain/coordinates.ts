import { z } from 'zod';
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
}

const OF_CUSTOMER = ['record', 'emailHash', 'phoneHash', 'email', 'phone', 'taxId', 'reference'] as const;

/**
 * Every coordinate of the graph that a source can provide. A connector's own `schema.graphql` adds more
 * (`Customer.loyaltyTier`); their rows are checked against the GraphQL type instead.
 */
export const COORDINATES = {
  Customer: { row: customerRecord, many: false, by: ['record'] },
  'Customer.orders': { row: order, many: true, by: OF_CUSTOMER },
  'Customer.invoices': { row: invoice, many: true, by: OF_CUSTOMER },
  'Customer.payments': { row: payment, many: true, by: OF_CUSTOMER },
  'Customer.credit': { row: creditStatus, many: false, by: OF_CUSTOMER },
  'Customer.shipments': { row: shipment, many: true, by: OF_CUSTOMER },
  'Customer.segments': { row: segmentMembership, many: true, by: OF_CUSTOMER },
  'Customer.interactions': { row: interaction, many: true, by: OF_CUSTOMER },
  'Customer.consents': { row: consent, many: true, by: OF_CUSTOMER },
  Order: { row: order, many: false, by: ['id', 'orderNumber'] },
  'Order.shipments': { row: shipment, many: true, by: ['orderNumber'] },
  'Order.invoices': { row: invoice, many: true, by: ['orderNumber'] },
  Invoice: { row: invoice, many: false, by: ['id', 'number'] },
  'Invoice.payments': { row: payment, many: true, by: ['id', 'number'] },
  Product: { row: product, many: false, by: ['sku'] },
  'Product.stock': { row: inventoryLevel, many: true, by: ['sku'] },
  'Product.suppliers': { row: supplier, many: true, by: ['sku'] },
} as const satisfies Record<string, CoordinateSpec>;

export type Coordinate = keyof typeof COORDINATES;

export function isCoordinate(name: string): name is Coordinate {
  return Object.hasOwn(COORDINATES, name);
}
