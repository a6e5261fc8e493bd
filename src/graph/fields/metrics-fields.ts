import { AppError } from '../../errors.ts';
import type { CustomerResolvers } from '../../generated/graph.ts';
import { customerMetrics } from '../../profile/customer-metrics.ts';
import { parseDuration } from '../duration.ts';
import { sourced, type FieldsOf } from '../field.ts';

const DAY_MS = 86_400_000;

export const customerMetricsFields: FieldsOf<Pick<CustomerResolvers, 'metrics'>> = {
  metrics: sourced('Customer.orders', (orders, { window }) =>
    customerMetrics(orders, { windowDays: toDays(window ?? '365d'), now: Date.now() }),
  ),
};

function toDays(window: string): number {
  const days = parseDuration(window) / DAY_MS;
  if (Number.isInteger(days) && days > 0) return days;
  throw new AppError('BAD_REQUEST', { message: 'window: expected whole days, such as 90d.' });
}
