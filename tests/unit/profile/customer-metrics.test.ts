import { customerMetrics } from '../../../src/profile/customer-metrics.ts';

const NOW = Date.parse('2026-10-31T12:00:00Z');
const order = (daysAgo: number, amount?: string, currency = 'EUR', status: 'CLOSED' | 'CANCELLED' = 'CLOSED') => ({
  orderedAt: new Date(NOW - daysAgo * 86_400_000).toISOString(),
  status,
  total: amount === undefined ? null : { amount, currency },
});
const metricsOf = (orders: ReturnType<typeof order>[], windowDays = 365) =>
  customerMetrics(orders, { windowDays, now: NOW });

it('counts what lies in the window, and all of it for the lifetime', () => {
  const metrics = metricsOf([order(10, '10.10'), order(20, '20.20'), order(400, '5')]);
  expect(metrics.orders).toEqual({ value: 2, rule: 'orders of the last 365 days, cancelled ones left out' });
  expect(metrics.revenue.value).toEqual([{ amount: '30.3', currency: 'EUR' }]);
  expect(metrics.averageOrder.value).toEqual([{ amount: '15.15', currency: 'EUR' }]);
  expect(metrics.lifetimeValue.value).toEqual([{ amount: '35.3', currency: 'EUR' }]);
  expect(metrics.recencyDays.value).toBe(10);
});

it('never adds currencies up, and leaves out what was called off or has no total', () => {
  const { orders, revenue } = metricsOf([
    order(1, '1', 'EUR'),
    order(1, '100', 'JPY'),
    order(1, '9', 'EUR', 'CANCELLED'),
    order(2),
  ]);
  expect(orders.value).toBe(3);
  expect(revenue.value).toEqual([
    { amount: '1', currency: 'EUR' },
    { amount: '100', currency: 'JPY' },
  ]);
});

it.each<[string, number[]]>([
  ['PROSPECT', []],
  ['NEW', [90, 3]],
  ['ACTIVE', [91, 3]],
  ['ACTIVE', [900, 180]],
  ['LAPSING', [900, 181]],
  ['LAPSING', [365]],
  ['LAPSED', [366]],
])('is %s with orders %j days ago', (stage, days) => {
  expect(metricsOf(days.map((ago) => order(ago, '1'))).lifecycle.value).toBe(stage);
});
