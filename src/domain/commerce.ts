import { z } from 'zod';
import { postalAddress } from './customer-record.ts';
import { decimal, isoDate, isoInstant, money, optionalText } from './scalars.ts';

export const orderLine = z.object({
  sku: z.string().min(1),
  description: optionalText,
  quantity: decimal,
  unitPrice: money.nullish(),
  /** Fraction of the line's price taken off: `0.15` is 15%. */
  discount: decimal.nullish(),
  amount: money.nullish(),
});
export type OrderLine = z.infer<typeof orderLine>;

export const order = z.object({
  id: z.string(),
  orderNumber: z.string().min(1),
  /** The customer's number in the same source. */
  customerId: optionalText,
  orderedAt: isoInstant,
  requiredAt: isoInstant.nullish(),
  status: z.enum(['OPEN', 'CONFIRMED', 'PARTIALLY_SHIPPED', 'SHIPPED', 'CLOSED', 'CANCELLED']).nullish(),
  lines: z.array(orderLine),
  total: money.nullish(),
});
export type Order = z.infer<typeof order>;

const invoiceLine = z.object({
  description: optionalText,
  sku: optionalText,
  quantity: decimal.nullish(),
  unitPrice: money.nullish(),
  amount: money.nullish(),
});

export const payment = z.object({
  id: z.string(),
  invoiceId: optionalText,
  invoiceNumber: optionalText,
  paidOn: isoDate.nullish(),
  amount: money.nullish(),
  method: optionalText,
  status: z.enum(['PENDING', 'SETTLED', 'REFUNDED', 'FAILED']).nullish(),
});
export type Payment = z.infer<typeof payment>;

export const invoice = z.object({
  id: z.string(),
  number: z.string().min(1),
  customerId: optionalText,
  orderNumber: optionalText,
  issuedOn: isoDate,
  dueOn: isoDate.nullish(),
  total: money,
  amountDue: money.nullish(),
  status: z.enum(['DRAFT', 'OPEN', 'PARTIALLY_PAID', 'PAID', 'OVERDUE', 'VOID']).nullish(),
  lines: z.array(invoiceLine).nullish(),
  payments: z.array(payment).nullish(),
});
export type Invoice = z.infer<typeof invoice>;

/** Open amounts by days past due. */
const agingBucket = z.object({ bucket: z.string().min(1), amount: money });

export const creditStatus = z.object({
  limit: money.nullish(),
  exposure: money.nullish(),
  available: money.nullish(),
  blocked: z.boolean().nullish(),
  aging: z.array(agingBucket).nullish(),
});

const shipmentLine = z.object({ sku: z.string().min(1), quantity: decimal.nullish() });

export const shipment = z.object({
  id: z.string(),
  orderNumber: optionalText,
  carrier: optionalText,
  trackingNumber: optionalText,
  status: z.enum(['PENDING', 'IN_TRANSIT', 'OUT_FOR_DELIVERY', 'DELIVERED', 'EXCEPTION', 'CANCELLED']).nullish(),
  shippedAt: isoInstant.nullish(),
  expectedAt: isoInstant.nullish(),
  deliveredAt: isoInstant.nullish(),
  shipTo: postalAddress.nullish(),
  lines: z.array(shipmentLine).nullish(),
});
export type Shipment = z.infer<typeof shipment>;

export const product = z.object({
  sku: z.string().min(1),
  gtin: optionalText,
  name: optionalText,
  category: optionalText,
});
export type Product = z.infer<typeof product>;

export const inventoryLevel = z.object({
  location: z.string().min(1),
  onHand: decimal.nullish(),
  available: decimal.nullish(),
  committed: decimal.nullish(),
  incoming: decimal.nullish(),
  reorderPoint: decimal.nullish(),
  asOf: isoInstant.nullish(),
});
export type InventoryLevel = z.infer<typeof inventoryLevel>;

export const supplier = z.object({ id: z.string(), name: optionalText, address: postalAddress.nullish() });
