import { addDays, atMinute } from './calendar.ts';
import type {
  InventoryData,
  InventoryLevel,
  InventoryLocation,
  InventoryProduct,
  InventoryVariant,
  ScmSupplier,
  ScmSupply,
} from './demo-world.ts';
import { poolOf } from './create-parties.ts';
import type { SeededRandom } from './seeded-random.ts';
import { withoutAccents } from './spelling.ts';
import { createGtin } from './tax-ids.ts';

/** What can be sold: the inventory system's data, and who supplies it. */
export interface Catalog {
  readonly inventory: InventoryData;
  readonly suppliers: readonly ScmSupplier[];
  readonly supplies: readonly ScmSupply[];
  readonly articles: readonly Article[];
}

/** A variant with what an order line needs of it. */
export interface Article {
  readonly sku: string;
  readonly title: string;
  readonly group: string;
  /** US dollars. */
  readonly price: string;
  readonly grams: number;
  readonly supplierId: string;
}

const GROUPS: readonly { code: string; type: string; goods: readonly string[]; forms: readonly string[] }[] = [
  {
    code: 'TW',
    type: 'Tools',
    goods: ['Torque wrench', 'Claw hammer', 'Hand saw', 'Bench vise'],
    forms: ['S', 'M', 'L'],
  },
  {
    code: 'EL',
    type: 'Electronics',
    goods: ['Barcode scanner', 'Power supply', 'Motion sensor', 'Label printer'],
    forms: ['EU', 'UK', 'US'],
  },
  {
    code: 'FD',
    type: 'Food',
    goods: ['Green tea', 'Olive oil', 'Dried figs', 'Dark chocolate'],
    forms: ['250 g', '500 g', '1 kg'],
  },
  {
    code: 'HG',
    type: 'Home & Garden',
    goods: ['Watering can', 'Desk lamp', 'Storage box', 'Garden hose'],
    forms: ['Green', 'Grey', 'Sand'],
  },
  { code: 'OF', type: 'Office', goods: ['Paper A4', 'Gel pen', 'Desk chair', 'Whiteboard'], forms: ['1', '5', '10'] },
];
const GRADES = ['Basic', 'Plus', 'Pro', 'Compact', 'Classic', 'Ergo', 'Eco', 'Max'];
const LOCATIONS: readonly InventoryLocation[] = [
  { id: 501, name: 'Rotterdam', city: 'Rotterdam', country: 'NL' },
  { id: 502, name: '上海外高桥仓', city: 'Shanghai', country: 'CN' },
  { id: 503, name: 'Memphis TN', city: 'Memphis', country: 'US' },
  { id: 504, name: 'Returns', city: 'Rotterdam', country: 'NL' },
];
const SUPPLIER_COUNTRIES = ['CN', 'DE', 'FR', 'GB', 'US', 'ES'];
const SUPPLIER_COUNT = 12;

/** About 200 variants of 160 products, stock at up to four places, one or two suppliers each. */
export function createCatalog(anchorDate: string, random: SeededRandom): Catalog {
  const suppliers = Array.from({ length: SUPPLIER_COUNT }, (_, index) => createSupplier(index, random));
  const products = GROUPS.flatMap((group, groupIndex) =>
    group.goods.flatMap((good, goodIndex) =>
      GRADES.map((grade, gradeIndex) => {
        const serial = groupIndex * 100 + goodIndex * 10 + gradeIndex + 1;
        return createProduct({ serial, group, title: `${good} ${grade}`, anchorDate }, random, suppliers);
      }),
    ),
  );
  const articles = products.flatMap((product) =>
    product.variants.map((variant) => toArticle(product, variant, suppliers)),
  );
  const levels = products.flatMap((product) =>
    product.variants.flatMap((variant) => createLevels(variant, anchorDate, random)),
  );
  const supplies = articles.flatMap((article) => createSupplies(article, suppliers, random));
  return { inventory: { locations: LOCATIONS, products, levels }, suppliers, supplies, articles };
}

interface ProductPlan {
  readonly serial: number;
  readonly group: (typeof GROUPS)[number];
  readonly title: string;
  readonly anchorDate: string;
}

function createProduct(
  { serial, group, title, anchorDate }: ProductPlan,
  random: SeededRandom,
  suppliers: readonly ScmSupplier[],
): InventoryProduct {
  const forms = serial % 8 === 1 ? group.forms : [undefined];
  const dollars = random.int(4, 180) + random.pick([0, 0.5, 0.9, 0.95, 0.99]);
  const changedOn = addDays(anchorDate, -random.int(0, 200));
  return {
    id: 7_001_000 + serial,
    title,
    type: group.type,
    vendor: random.pick(suppliers).name,
    active: !random.chance(0.04),
    createdAt: atMinute(addDays(anchorDate, -random.int(700, 1500)), 540),
    updatedAt: atMinute(changedOn, random.int(480, 1080)),
    variants: forms.map((form, index) => ({
      id: 8_000_000 + serial * 10 + index,
      itemId: 9_000_000 + serial * 10 + index,
      sku: form === undefined ? `${group.code}-${1000 + serial}` : `${group.code}-${1000 + serial}-${index + 1}`,
      gtin: random.chance(0.92) ? createGtin(serial * 10 + index) : undefined,
      title: form ?? 'Default Title',
      price: (dollars + index * 3).toFixed(2),
      grams: random.int(1, 60) * 50,
    })),
  };
}

function toArticle(product: InventoryProduct, variant: InventoryVariant, suppliers: readonly ScmSupplier[]): Article {
  const form = variant.title === 'Default Title' ? '' : ` ${variant.title}`;
  return {
    sku: variant.sku,
    title: product.title + form,
    group: product.type
      .toUpperCase()
      .replace(/[^A-Z]+/gu, '')
      .slice(0, 9),
    price: variant.price,
    grams: variant.grams,
    supplierId: suppliers.find(({ name }) => name === product.vendor)?.id ?? 'S-001',
  };
}

function createLevels(variant: InventoryVariant, anchorDate: string, random: SeededRandom): InventoryLevel[] {
  const places = LOCATIONS.filter((_, index) => index === 0 || random.chance([0, 0.7, 0.5, 0.1][index] ?? 0));
  return places.map((place) => ({
    itemId: variant.itemId,
    sku: variant.sku,
    locationId: place.id,
    available: availableStock(random),
    committed: random.int(0, 20),
    reserved: random.chance(0.3) ? random.int(1, 6) : 0,
    incoming: random.chance(0.4) ? random.int(1, 20) * 10 : 0,
    reorderPoint: random.chance(0.8) ? random.int(1, 8) * 10 : null,
    updatedAt: atMinute(addDays(anchorDate, -random.int(0, 20)), random.int(0, 1439)),
  }));
}

/** Sometimes oversold, sometimes not tracked. */
function availableStock(random: SeededRandom): number | null {
  const roll = random.next();
  if (roll < 0.03) return null;
  if (roll < 0.07) return -random.int(1, 15);
  return roll < 0.15 ? 0 : random.int(1, 400);
}

function createSupplier(index: number, random: SeededRandom): ScmSupplier {
  const country = SUPPLIER_COUNTRIES[index % SUPPLIER_COUNTRIES.length] ?? 'DE';
  const pool = poolOf(country);
  const city = random.pick(pool.cities);
  const phone = random.pick(city.phones);
  const stem = withoutAccents(random.pick(pool.companyStems), 'german').replaceAll(' ', '');
  return {
    id: `S-${String(index + 1).padStart(3, '0')}`,
    name: `${stem} Works ${index + 1}`,
    contactName: `${random.pick(pool.givenNames)} ${random.pick(pool.familyNames)}`,
    street1: `${random.pick(pool.streets)} ${random.int(1, 90)}`,
    city: city.name,
    state: city.region,
    postalCode: city.postal[0] + random.digits(city.postal[1]),
    country,
    phone: phone[0] + random.digits(phone[1]),
    email: `sales@supplier-${index + 1}.example`,
  };
}

function createSupplies(article: Article, suppliers: readonly ScmSupplier[], random: SeededRandom): ScmSupply[] {
  const second = random.chance(0.3) ? random.pick(suppliers).id : article.supplierId;
  const ids = [...new Set([article.supplierId, second])];
  return ids.map((supplierId, index) => ({
    sku: article.sku,
    supplierId,
    supplierSku: `${supplierId.slice(2)}-${random.digits(5)}`,
    leadTimeDays: random.chance(0.9) ? random.int(2, 60) : undefined,
    minimumOrderQuantity: random.chance(0.8) ? random.pick([1, 10, 25, 100]) : undefined,
    preferred: index === 0,
  }));
}
