import type {
  InventoryData,
  InventoryLevel,
  InventoryLocation,
  InventoryProduct,
  InventoryVariant,
} from './demo-world.ts';

/** The shop's clock: an hour ahead of UTC all year. */
const OFFSET_HOURS = 1;

function toShopTime(instant: string): string {
  const local = new Date(Date.parse(instant) + OFFSET_HOURS * 3_600_000).toISOString();
  return `${local.slice(0, 19)}+0${OFFSET_HOURS}:00`;
}

export function toProductRow(product: InventoryProduct, stock: ReadonlyMap<string, number>) {
  return {
    id: product.id,
    title: product.title,
    body_html: `<p>${product.title}</p>`,
    vendor: product.vendor,
    product_type: product.type,
    handle: product.title.toLowerCase().replace(/[^a-z0-9]+/gu, '-'),
    status: product.active ? 'active' : 'archived',
    tags: '',
    created_at: toShopTime(product.createdAt),
    updated_at: toShopTime(product.updatedAt),
    published_at: toShopTime(product.createdAt),
    variants: product.variants.map((variant, index) => toVariantRow({ product, variant, index }, stock)),
    options: [{ name: 'Title', values: product.variants.map(({ title }) => title) }],
    images: [],
  };
}

function toVariantRow(
  { product, variant, index }: { product: InventoryProduct; variant: InventoryVariant; index: number },
  stock: ReadonlyMap<string, number>,
) {
  return {
    id: variant.id,
    product_id: product.id,
    title: variant.title,
    sku: variant.sku,
    barcode: variant.gtin ?? null,
    price: variant.price,
    grams: variant.grams,
    position: index + 1,
    inventory_item_id: variant.itemId,
    inventory_management: 'shopify',
    inventory_policy: 'deny',
    inventory_quantity: stock.get(variant.sku) ?? 0,
    requires_shipping: true,
    taxable: true,
    weight: variant.grams / 1000,
    weight_unit: 'kg',
    created_at: toShopTime(product.createdAt),
    updated_at: toShopTime(product.updatedAt),
  };
}

export function toFlatVariantRows(product: InventoryProduct, stock: ReadonlyMap<string, number>) {
  const { title, type, vendor } = product;
  return product.variants.map((variant, index) => ({
    ...toVariantRow({ product, variant, index }, stock),
    product_title: title,
    product_type: type,
    vendor,
  }));
}

export function toLevelRow(level: InventoryLevel, location: InventoryLocation) {
  const { available, committed, reserved, incoming } = level;
  const onHand = available === null ? null : available + committed + reserved;
  return {
    inventory_item_id: level.itemId,
    location_id: level.locationId,
    sku: level.sku,
    location: { id: location.id, name: location.name },
    available,
    reorder_point: level.reorderPoint,
    updated_at: toShopTime(level.updatedAt),
    quantities: [
      { name: 'available', quantity: available },
      { name: 'on_hand', quantity: onHand },
      { name: 'committed', quantity: committed },
      { name: 'incoming', quantity: incoming },
      { name: 'reserved', quantity: reserved },
    ],
  };
}

export function toLocationRow({ id, name, city, country }: InventoryLocation) {
  return { id, name, city, country, country_code: country, active: true, legacy: false };
}

/** What is available of each SKU in all places. */
export function toStock(levels: InventoryData['levels']): Map<string, number> {
  const stock = new Map<string, number>();
  for (const { sku, available } of levels) stock.set(sku, (stock.get(sku) ?? 0) + (available ?? 0));
  return stock;
}
