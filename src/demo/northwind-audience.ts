import { createHash } from 'node:crypto';
import { Decimal } from 'decimal.js';
import { addDays } from './calendar.ts';
import { hashPhone } from '../domain/hashed-identifier.ts';
import type { DmpData, DmpProfile, DmpSegment, ErpData, ErpOrder } from './demo-world.ts';
import { NORTHWIND_LAST_DAY, northwindE164, northwindSku } from './northwind-words.ts';
import type { NorthwindTables } from './northwind-tables.ts';

const BANDS = { A: 710_001, B: 710_002, C: 710_003 } as const;
const RECENT = 710_011;
const DORMANT = 710_012;
const CATEGORY_BASE = 710_100;
const RECENT_DAYS = 90;

/** Segments derived from the orders: revenue band, recency, favourite category. */
export function createNorthwindAudience(tables: NorthwindTables, erp: ErpData): DmpData {
  const ordersOf = Map.groupBy(erp.orders, ({ customerNumber }) => customerNumber);
  const bands = toBands(tables, ordersOf);
  const categoryOf = new Map(tables.products.map(({ ProductID, CategoryID }) => [northwindSku(ProductID), CategoryID]));
  const profiles = tables.customers.map(({ CustomerID, Country, Phone }): DmpProfile => {
    const orders = ordersOf.get(CustomerID) ?? [];
    const days = orders.map(({ orderedOn }) => orderedOn).toSorted();
    const [firstDay = NORTHWIND_LAST_DAY, lastDay = NORTHWIND_LAST_DAY] = [days[0], days.at(-1)];
    const isRecent = days.length > 0 && lastDay > addDays(NORTHWIND_LAST_DAY, -RECENT_DAYS);
    const favourite = favouriteCategory(orders, categoryOf);
    const segmentIds = [
      BANDS[bands.get(CustomerID) ?? 'C'],
      isRecent ? RECENT : DORMANT,
      ...(favourite === undefined ? [] : [CATEGORY_BASE + Number(favourite)]),
    ];
    const e164 = northwindE164(Phone, Country);
    return {
      uuid: profileUuid(CustomerID),
      ids: [
        { namespace: 'ERP_CRM_ID', value: CustomerID },
        ...(e164 === undefined ? [] : [{ namespace: 'Phone_SHA256_E.164' as const, value: hashPhone(e164) }]),
      ],
      seenAt: `${lastDay}T12:00:00.000Z`,
      traits: [],
      memberships: segmentIds.map((segmentId) => ({
        segmentId,
        status: 'ACTIVE',
        firstAt: `${firstDay}T12:00:00.000Z`,
        lastAt: `${lastDay}T12:00:00.000Z`,
        expiresAt: undefined,
      })),
    };
  });
  return { profiles, segments: createSegments(tables) };
}

function createSegments({ categories }: NorthwindTables): DmpSegment[] {
  const own = { firstParty: true, provider: 'own', iabId: undefined };
  return [
    { id: BANDS.A, name: 'Revenue band A', ...own },
    { id: BANDS.B, name: 'Revenue band B', ...own },
    { id: BANDS.C, name: 'Revenue band C', ...own },
    { id: RECENT, name: 'Ordered in the last 90 days', ...own },
    { id: DORMANT, name: 'No order in the last 90 days', ...own },
    ...categories.map(({ CategoryID, CategoryName }) => ({
      id: CATEGORY_BASE + Number(CategoryID),
      name: `Favourite category: ${CategoryName}`,
      ...own,
    })),
  ];
}

/** A: those who make the first 80% of revenue, B: to 95%, C: the rest and those without an order. */
function toBands(
  { customers }: NorthwindTables,
  ordersOf: ReadonlyMap<string, readonly ErpOrder[]>,
): ReadonlyMap<string, keyof typeof BANDS> {
  const revenues = customers
    .map(({ CustomerID }) => ({
      id: CustomerID,
      revenue: Decimal.sum(0, ...(ordersOf.get(CustomerID) ?? []).map(({ netAmount }) => netAmount)),
    }))
    .sort((left, right) => right.revenue.comparedTo(left.revenue));
  const total = Decimal.sum(0, ...revenues.map(({ revenue }) => revenue));
  let before = new Decimal(0);
  return new Map(
    revenues.map(({ id, revenue }) => {
      const share = before.div(total);
      before = before.plus(revenue);
      if (revenue.isZero()) return [id, 'C'];
      return [id, share.lt('0.8') ? 'A' : share.lt('0.95') ? 'B' : 'C'];
    }),
  );
}

function favouriteCategory(orders: readonly ErpOrder[], categoryOf: ReadonlyMap<string, string>): string | undefined {
  const sums = new Map<string, Decimal>();
  for (const { material, netAmount } of orders.flatMap(({ lines }) => lines)) {
    const category = categoryOf.get(material) ?? '';
    sums.set(category, (sums.get(category) ?? new Decimal(0)).plus(netAmount));
  }
  return [...sums].sort(([, left], [, right]) => right.comparedTo(left))[0]?.[0];
}

function profileUuid(customerId: string): string {
  const hex = createHash('sha256').update(`northwind profile ${customerId}`).digest('hex');
  return BigInt(`0x${hex.slice(0, 30)}`)
    .toString()
    .padStart(38, '0');
}
