import { Decimal } from 'decimal.js';
import type { Order } from '../domain/commerce.ts';

type Lifecycle = 'PROSPECT' | 'NEW' | 'ACTIVE' | 'LAPSING' | 'LAPSED';

interface Amount {
  readonly amount: string;
  readonly currency: string;
}

/** A number about a customer, with the rule that made it. */
interface Metric<Value> {
  readonly value: Value;
  /** For people: what was counted and how. */
  readonly rule: string;
}

export interface CustomerMetrics {
  readonly windowDays: number;
  readonly orders: Metric<number>;
  readonly revenue: Metric<readonly Amount[]>;
  readonly averageOrder: Metric<readonly Amount[]>;
  readonly lifetimeValue: Metric<readonly Amount[]>;
  readonly recencyDays: Metric<number | null>;
  readonly lifecycle: Metric<Lifecycle>;
}

const DAY_MS = 86_400_000;
const NEW_DAYS = 90;
const ACTIVE_DAYS = 180;
const LAPSING_DAYS = 365;

/**
 * What a customer's own orders say, `windowDays` back from `now` (epoch ms). Orders that were called off do not count;
 * currencies are never added up. What compares a customer with all others (ABC class, monetary score) is not here: it
 * takes a population that the gateway does not copy.
 */
export function customerMetrics(
  orders: readonly Pick<Order, 'orderedAt' | 'status' | 'total'>[],
  { windowDays, now }: { windowDays: number; now: number },
): CustomerMetrics {
  const placed = orders.filter(({ status }) => status !== 'CANCELLED');
  const recent = placed.filter(({ orderedAt }) => Date.parse(orderedAt) >= now - windowDays * DAY_MS);
  const days = placed.map(({ orderedAt }) => Math.floor((now - Date.parse(orderedAt)) / DAY_MS));
  const within = `of the last ${windowDays} days, cancelled ones left out`;
  return {
    windowDays,
    orders: { value: recent.length, rule: `orders ${within}` },
    revenue: { value: sums(recent), rule: `order totals ${within}, by currency` },
    averageOrder: { value: averages(recent), rule: `mean order total ${within}, by currency, to the cent` },
    lifetimeValue: { value: sums(placed), rule: 'totals of all orders the sources give, cancelled ones left out' },
    recencyDays: { value: days.length > 0 ? Math.min(...days) : null, rule: 'whole days since the last order' },
    lifecycle: { value: lifecycleOf(days), rule: LIFECYCLE_RULE },
  };
}

const LIFECYCLE_RULE =
  `PROSPECT without orders; NEW when the first is at most ${NEW_DAYS} days old; else by the last order: ` +
  `ACTIVE up to ${ACTIVE_DAYS} days, LAPSING up to ${LAPSING_DAYS}, LAPSED beyond`;

function lifecycleOf(days: readonly number[]): Lifecycle {
  if (days.length === 0) return 'PROSPECT';
  if (Math.max(...days) <= NEW_DAYS) return 'NEW';
  const last = Math.min(...days);
  if (last <= ACTIVE_DAYS) return 'ACTIVE';
  return last <= LAPSING_DAYS ? 'LAPSING' : 'LAPSED';
}

type Totals = readonly Pick<Order, 'total'>[];

function sums(orders: Totals): Amount[] {
  return byCurrency(orders).map(([currency, amounts]) => ({ currency, amount: sum(amounts).toFixed() }));
}

function averages(orders: Totals): Amount[] {
  return byCurrency(orders).map(([currency, amounts]) => ({
    currency,
    amount: sum(amounts).div(amounts.length).toFixed(2),
  }));
}

function byCurrency(orders: Totals): [string, readonly string[]][] {
  const totals = orders.flatMap(({ total }) => total ?? []);
  const groups = Map.groupBy(totals, ({ currency }) => currency);
  return [...groups].map(([currency, group]) => [currency, group.map(({ amount }) => amount)]);
}

function sum(amounts: readonly string[]): Decimal {
  return amounts.reduce((total, amount) => total.plus(amount), new Decimal(0));
}
