import type { Invoice, Order, Payment, Shipment } from '../domain/commerce.ts';
import type { Interaction } from '../domain/engagement.ts';
import type { Connector } from '../connector/load-connectors.ts';
import type { Sourced } from '../federation/parts.ts';

/** What stands behind an object of each graph type: canonical records, stamped with their source. */
export type OrderNode = Sourced<Order>;
export type InvoiceNode = Sourced<Invoice>;
export type PaymentNode = Sourced<Payment>;
export type ShipmentNode = Sourced<Shipment>;
export type InteractionNode = Sourced<Interaction>;
export type SourceNode = Connector;

/** What a ruling changed: the customers of the records ruled on, by `recordKey`. */
export interface RuledNode {
  readonly ruling: number;
  readonly customers: ReadonlyMap<string, string>;
}

/** A product is known by its number alone until more is asked. */
export interface ProductNode {
  readonly sku: string;
}
