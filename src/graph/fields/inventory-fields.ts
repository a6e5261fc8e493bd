import { Decimal } from 'decimal.js';
import type { InventoryLevel } from '../../domain/commerce.ts';
import type { ProductResolvers } from '../../generated/graph.ts';
import { read, sourced, type FieldsOf } from '../field.ts';

export const productFields: FieldsOf<ProductResolvers> = {
  sku: read(({ sku }) => sku),
  gtin: sourced('Product', ([product]) => product?.gtin),
  name: sourced('Product', ([product]) => product?.name),
  category: sourced('Product', ([product]) => product?.category),
  stock: sourced('Product.stock', (levels) => levels),
  suppliers: sourced('Product.suppliers', (suppliers) => suppliers),
  availableToPromise: sourced('Product.stock', (levels, { quantity, at }) => {
    if (levels.every(({ available }) => available == null)) return null;
    const incomingCounts = at != null && Date.parse(at) > Date.now();
    const promise = levels.reduce((sum, level) => sum.plus(promisable(level, incomingCounts)), new Decimal(0));
    return { available: promise.gte(quantity ?? '1'), quantity: promise.toFixed() };
  }),
};

/** What a location can promise: nothing when it is oversold or does not say, and then it takes nothing from others. */
function promisable({ available, incoming }: InventoryLevel, incomingCounts: boolean): Decimal {
  if (available == null) return new Decimal(0);
  const promise = new Decimal(available).plus(incomingCounts ? (incoming ?? 0) : 0);
  return Decimal.max(promise, 0);
}
